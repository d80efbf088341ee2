#!/usr/bin/env bash
# V8 puts a BigInt into a Map or a Set by a hash of its last 64 bits.  Keys that are multiples of 2**64 all fall together, and a map
# of them takes quadratic time: twenty thousand take seconds, not milliseconds.
# In the product: `symbolic_alliance/export/replay.mjs` writes monomials as digits of one BigInt, to an odd base and not to a power of
# two or of ten, so that hostile deposits cannot make it slow.
# Seen with Node.js 20.20.2.
set -euo pipefail
node --version
node --input-type=module -e '
const milliseconds = factor => {
  const start = performance.now(), keys = new Map()
  for (let n = 0n; n < 20000n; n++) keys.set(n * factor, true)
  return performance.now() - start
}
milliseconds(1n)
const odd = milliseconds(1000001n ** 12n), even = milliseconds(2n ** 64n), ten = milliseconds(10n ** 72n)
console.log(`20000 keys: ${odd.toFixed(0)} ms for multiples of an odd number, ${even.toFixed(0)} of 2^64, ${ten.toFixed(0)} of 10^72`)
if (even < 20 * odd || ten < 20 * odd) throw new Error("the behaviour has changed")
'
