// Replays deposited certificates in plain JavaScript: node replay.mjs FILE.certificates.json ...   The rules: docs/CERTIFICATES.md.
// A polynomial maps monomials to coefficients; the digits of a monomial are its exponents, so that to multiply two is to add them.
import { readFileSync } from 'node:fs'
const LARGEST_NUMBER = 10n ** 999n, MOST_FACTORS = 400, MOST_STEPS = 1e7, DEEPEST = 99
const BASE = 1000001n // beyond any sum of exponents, and odd: maps tell BigInts apart by their last 64 bits
const SIGNS = new Map(Object.entries({ '$<': '-', '$<=': '-0', '$=': '0', '$>=': '0+', '$>': '+' }))
const FAILURES = new Map(Object.entries({ '$>': ['$<='], '$>=': ['$<'], '$=': ['$<', '$>'] }))
const need = (condition, sentence) => { if (!condition) throw new Error(sentence) }, matches = (data, form) => typeof data === 'string' && form.test(data)
const isList = (data, size) => Array.isArray(data) && (!size || data.every(one => isList(one) && one.length === size))
const list = (data, size) => isList(data, size) ? data : need(false, 'a list is malformed')
const fields = (data, names) => `${Object.keys(data ?? 0)}` === names ? Object.values(data) : need(false, `a field of ${names} is wrong`)
function readJson(text, written = 0, kept = -1) { // texts get a $, and numbers become texts with a #: JSON.parse would round them,
  const mark = (one, isField) => { written += isField !== undefined; return one[0] === '"' ? `"$${one.slice(1)}` : `"#${one === '-0' ? 0 : one}"` }
  const marked = text.replace(/"(?:[^"\\]|\\.)*"(?=(\s*:)?)|-?[0-9][-+.0-9eE]*/g, mark)
  const data = JSON.parse(marked, function (_, value) { kept += !Array.isArray(this); return value })
  return written === kept ? data : need(false, 'a field is there twice') // and drop a field that is there twice
}
function polynomial(text, names, terms = new Map()) { // "x^2 - 3*y": variables in order, the largest exponents first, none twice
  need(matches(text, /^\$-?[^ +-]+( [+-] [^ +-]+)*$/), 'a polynomial is malformed')
  for (const [, sign, product] of text === '$0' ? [] : text.slice(1).matchAll(/(-?) ?([^ +-]+)/g)) {
    const factors = product.split('*'), size = /^([1-9][0-9]{0,998}|10{999})$/.test(factors[0]) ? BigInt(factors.shift()) : 1n
    const powers = factors.map(one => /^(\w+)(?:\^([2-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?$/.exec(one) ?? [])
    const places = powers.map(([, name]) => names.indexOf(`$${name}`)), unit = n => BASE ** BigInt(names.length - 1 - places[n])
    const monomial = powers.reduce((sum, [, , power], n) => sum + BigInt(power ?? 1) * unit(n), 0n)
    const isOrdered = !(terms.last <= monomial) && places.every((place, n) => place > (places[n - 1] ?? -1))
    need(isOrdered && !product.startsWith('1*'), 'a polynomial is not in standard form')
    terms.set(terms.last = monomial, sign ? -size : size)
  }
  return terms
}
function replay(data, steps = 0) { // throws where the proof of one case of a claim does not replay
  const [names, given, stated, proof] = fields(data, '$variables,$hypotheses,$alternatives,$proof'), read = text => polynomial(text, names)
  need(list(names).every((name, n) => matches(name, /^\$[a-zA-Z_]\w*$/) && names.indexOf(name) === n), 'a variable has no proper name')
  const minus = p => new Map([...p].map(([monomial, coefficient]) => [monomial, -coefficient]))
  const fact = (relation, p) => relation[1] === '<' ? [relation.replace('<', '>'), minus(p)] : [relation, p]
  const fails = ([relation, p]) => (FAILURES.get(relation) ?? need(false, 'a fact has no relation')).map(one => fact(one, p))
  const facts = all => list(all, 2).map(([relation, text]) => [relation, read(text)]).filter(fails)
  const [hypotheses, ...alternatives] = [facts(given), ...list(stated).map(facts)]
  const pick = (all, n, kind) => all.find((one, place) => `#${place}` === n && kind.test(one[0])) ?? need(false, 'no such fact')
  const times = (p, q, n, all, grown = new Map()) => {
    need((steps += p.size * q.size) <= MOST_STEPS && n < MOST_FACTORS, 'the proof takes too many steps to replay')
    for (const [left, a] of p) for (const [right, b] of q) grown.set(left + right, (grown.get(left + right) ?? 0n) + a * b)
    return [...grown.values()].every(c => -LARGEST_NUMBER <= c && c <= LARGEST_NUMBER) ? grown : need(false, 'a number is too large')
  }
  const identity = (all, [terms, equations], total = new Map(), strict = []) => {
    const collect = (c, monomial) => total.set(monomial, (total.get(monomial) ?? 0n) + c)
    const add = (size, factors) => factors.sort((p, q) => p.size - q.size).reduce(times, new Map([[0n, size]])).forEach(collect)
    for (const [size, used, roots] of list(terms, 3)) {
      const taken = list(used).map(n => pick(all, n, />/)), squares = list(roots).map(read)
      need(matches(size, /^(#[1-9][0-9]{0,4299}|\$[1-9][0-9]{15,999})$/), 'a coefficient is no positive integer')
      add(BigInt(size.slice(1)), [...taken.map(([, p]) => p), ...squares, ...squares])
      strict.push(squares.length === 0 && taken.every(([relation]) => relation === '$>'))
    }
    for (const [n, cofactor] of list(equations, 2)) add(1n, [pick(all, n, /^\$=/)[1], read(cofactor)])
    need([...total.values()].every(c => c === 0n) && strict.includes(true), 'the terms do not add up to zero, or none is positive')
  }
  const node = (step, all, depth) => {
    const [kind] = depth <= DEEPEST ? Object.keys(step ?? 0) : need(false, 'a proof is too deep')
    if (kind === '$deny') {
      const [number, branches] = fields(step, '$deny,$branches'), ways = pick(alternatives, number, /^/).flatMap(fails)
      need(list(branches).length === ways.length, 'an alternative fails in other ways than are treated')
      ways.forEach((way, n) => node(branches[n], [...all, way], depth + 1))
    } else if (kind === '$split') {
      const [text, branches] = fields(step, '$split,$branches'), p = read(text)
      const signs = new Set(list(branches, 2).flatMap(([relation]) => [...SIGNS.get(relation) ?? '?']))
      need([...signs].sort().join('') === '+-0', 'a split misses a sign')
      for (const [relation, branch] of branches) node(branch, [...all, fact(relation, p)], depth + 1)
    } else identity(all, fields(step, '$terms,$equations'))
  }
  node(proof, hypotheses, 0)
}
const attempt = (what, action) => { try { return action() } catch (reason) { console.log(`${what} does not hold: ${reason.message}`) } }
const claims = process.argv.slice(2).flatMap(file => attempt(file, () => {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file))
  const [format, found] = fields(readJson(text), '$format,$claims'), isKnown = format === '$symbolic_alliance certificates, version 1'
  return isKnown && !isList(found) ? Object.entries(found) : need(false, 'it has another format')
}) ?? [[`$${file}`, []]])
const held = claims.filter(([name, cases]) => attempt(JSON.stringify(name.slice(1)), () => list(cases).map(one => replay(one)).length > 0))
console.log(`${held.length} of ${claims.length} claims hold`)
process.exitCode = held.length > 0 && held.length === claims.length ? 0 : 1
