(* The rules of a certificate, and their soundness over the real numbers.

   A statement says of polynomials in real variables: if every hypothesis holds, then in some alternative every fact holds.
   Its proof is a tree.  [check] replays it, and is a function that Coq computes; [sound] says that what it accepts is true.
   The one step that adds up polynomials is the standard library's checker of positive combinations (micromega). *)
Require Import Reals List ZArith Bool Lra.
From Coq.micromega Require Import OrderedRing RingMicromega EnvRing Refl RMicromega.
Import ListNotations.
Open Scope R_scope.

(* ---- polynomials with whole coefficients, as they are written (PExpr) and in normal form (PolC) *)

Definition written := PExpr Z.
Definition polynomial := PolC Z.
Definition normal : written -> polynomial := norm 0%Z 1%Z Z.add Z.mul Z.sub Z.opp Z.eqb.
Definition minus : polynomial -> polynomial := popp Z.opp.
Definition value (at_ : PolEnv R) (e : written) : R := eval_pexpr Rplus Rmult Rminus Ropp IZR N.to_nat pow at_ e.
Definition size (at_ : PolEnv R) (p : polynomial) : R := eval_pol Rplus Rmult IZR at_ p.

Lemma integers : @SORaddon R 0 1 Rplus Rmult Rminus Ropp (@eq R) Rle
  Z 0%Z 1%Z Z.add Z.mul Z.sub Z.opp Z.eqb Z.leb IZR nat N.to_nat pow.
Proof.
  constructor.
  - constructor; try reflexivity; intros.
    + apply plus_IZR.
    + apply minus_IZR.
    + apply mult_IZR.
    + apply opp_IZR.
    + f_equal. now apply Z.eqb_eq.
  - exact R_power_theory.
  - intros x y different same. apply Z.eqb_neq in different. apply different. now apply eq_IZR.
  - intros x y less. apply IZR_le. now apply Z.leb_le.
Qed.

Lemma size_minus at_ p : size at_ (minus p) = - size at_ p.
Proof. apply (eval_pol_opp Rsor integers). Qed.
Lemma size_normal at_ e : value at_ e = size at_ (normal e).
Proof. apply (eval_pol_norm Rsor integers). Qed.

(* ---- facts: a polynomial and its relation to 0 *)

Inductive relation := Lt | Le | Eq | Ge | Gt.
Definition fact := (polynomial * Op1)%type.
Definition holds (at_ : PolEnv R) : fact -> Prop := eval_nformula 0 Rplus Rmult (@eq R) Rle Rlt IZR at_.
Definition all_hold at_ := Forall (holds at_).
Definition some_holds at_ := Exists (holds at_).

(* p < 0 is kept as -p > 0, and p <= 0 as -p >= 0. *)
Definition fact_of (p : polynomial) (r : relation) : fact :=
  match r with Lt => (minus p, Strict) | Le => (minus p, NonStrict) | Eq => (p, Equal) | Ge => (p, NonStrict) | Gt => (p, Strict) end.
Definition related (x : R) (r : relation) : Prop := match r with Lt => x < 0 | Le => x <= 0 | Eq => x = 0 | Ge => 0 <= x | Gt => 0 < x end.

Lemma related_holds at_ p r : related (size at_ p) r -> holds at_ (fact_of p r).
Proof.
  destruct r; unfold holds, eval_nformula, fact_of, related; simpl; fold (size at_ p); fold (size at_ (minus p));
    rewrite ?size_minus; lra.
Qed.

(* The ways in which a fact fails. *)
Definition fails (f : fact) : list fact :=
  match f with
  | (p, Strict) => [fact_of p Le]
  | (p, NonStrict) => [fact_of p Lt]
  | (p, Equal) => [fact_of p Lt; fact_of p Gt]
  | (p, NonEqual) => [fact_of p Eq]
  end.

Lemma holds_or_fails at_ f : holds at_ f \/ some_holds at_ (fails f).
Proof.
  destruct f as [p o]. pose proof (fun r => related_holds at_ p r) as means.
  assert (one : forall r, related (size at_ p) r -> some_holds at_ [fact_of p r]) by (intros r is; left; now apply means).
  destruct o; simpl.
  - destruct (Rtotal_order (size at_ p) 0) as [less | [same | more]].
    + right. left. now apply (means Lt).
    + left. now apply (means Eq).
    + right. right. left. now apply (means Gt).
  - destruct (Req_dec (size at_ p) 0) as [same | other]; [right; now apply (one Eq) | left; exact other].
  - destruct (Rle_lt_dec (size at_ p) 0) as [at_most | more]; [right; now apply (one Le) | left; now apply (means Gt)].
  - destruct (Rlt_le_dec (size at_ p) 0) as [less | at_least]; [right; now apply (one Lt) | left; now apply (means Ge)].
Qed.

Lemma all_or_some_fails at_ fs : all_hold at_ fs \/ some_holds at_ (flat_map fails fs).
Proof.
  induction fs as [| f fs [all | some]]; simpl.
  - left. constructor.
  - destruct (holds_or_fails at_ f) as [one | fault]; [left; now constructor | right; apply Exists_app; now left].
  - right. apply Exists_app. now right.
Qed.

(* ---- proofs *)

Inductive step := Deny (alternative : nat) | Split (p : polynomial) (signs : list relation).
Inductive proof := Close (w : Psatz Z) | Branch (s : step) (below : proofs)
with proofs := Done | Next (first : proof) (rest : proofs).
Scheme proof_induction := Induction for proof Sort Prop with proofs_induction := Induction for proofs Sort Prop.

(* The facts combine to 0 > 0. *)
Definition closes (facts : list fact) (w : Psatz Z) : bool :=
  match eval_Psatz 0%Z 1%Z Z.add Z.mul Z.eqb Z.leb facts w with Some (Pc Z0, Strict) => true | _ => false end.
Definition covers (signs : list relation) : bool :=
  existsb (fun r => match r with Lt | Le => true | _ => false end) signs
  && existsb (fun r => match r with Le | Eq | Ge => true | _ => false end) signs
  && existsb (fun r => match r with Ge | Gt => true | _ => false end) signs.

(* What each branch adds; nothing where the step is not allowed. *)
Definition added (alternatives : list (list fact)) (s : step) : option (list fact) :=
  match s with
  | Deny n => option_map (flat_map fails) (nth_error alternatives n)
  | Split p signs => if covers signs then Some (map (fact_of p) signs) else None
  end.

Fixpoint check (alternatives : list (list fact)) (facts : list fact) (t : proof) : bool :=
  match t with
  | Close w => closes facts w
  | Branch s below => match added alternatives s with None => false | Some ways => each alternatives facts ways below end
  end
with each (alternatives : list (list fact)) (facts ways : list fact) (ts : proofs) : bool :=
  match ways, ts with
  | [], Done => true
  | way :: ways, Next t ts => check alternatives (facts ++ [way]) t && each alternatives facts ways ts
  | _, _ => false
  end.

(* ---- soundness *)

Definition conclusion at_ alternatives := Exists (all_hold at_) alternatives.

Lemma closed at_ facts w : closes facts w = true -> ~ all_hold at_ facts.
Proof.
  intros closing all.
  assert (accepted : check_normalised_formulas 0%Z 1%Z Z.add Z.mul Z.eqb Z.leb facts w = true).
  { unfold closes in closing. unfold check_normalised_formulas.
    destruct (eval_Psatz 0%Z 1%Z Z.add Z.mul Z.eqb Z.leb facts w) as [[[[] | |] []] |]; try discriminate. reflexivity. }
  pose proof (checker_nf_sound Rsor integers facts w accepted at_) as no.
  apply make_conj_impl in no; auto. clear no accepted closing.
  induction all as [| f fs one all hypothesis]; simpl; auto. destruct fs; auto.
Qed.

Lemma sign_is_covered x signs : covers signs = true -> Exists (related x) signs.
Proof.
  unfold covers. intro found. apply andb_prop in found. destruct found as [found plus]. apply andb_prop in found.
  destruct found as [less zero]. apply Exists_exists.
  destruct (Rtotal_order x 0) as [below | [same | above]];
    [apply existsb_exists in less; destruct less as [r [there is]] | apply existsb_exists in zero; destruct zero as [r [there is]]
    | apply existsb_exists in plus; destruct plus as [r [there is]]]; exists r; split; auto; destruct r; try discriminate; simpl; lra.
Qed.

Lemma one_way at_ alternatives s ways : added alternatives s = Some ways -> conclusion at_ alternatives \/ some_holds at_ ways.
Proof.
  destruct s as [n | p signs]; simpl.
  - destruct (nth_error alternatives n) as [facts |] eqn:there; [| discriminate]. intro same. injection same as <-.
    destruct (all_or_some_fails at_ facts) as [all | some]; auto. left. apply Exists_exists. exists facts. split; auto.
    now apply nth_error_In with n.
  - destruct (covers signs) eqn:all; [| discriminate]. intro same. injection same as <-. right.
    apply Exists_exists. pose proof (sign_is_covered (size at_ p) signs all) as some. apply Exists_exists in some.
    destruct some as [r [there is]]. exists (fact_of p r). split; [now apply in_map | now apply related_holds].
Qed.

Lemma one_more at_ facts f : all_hold at_ facts -> holds at_ f -> all_hold at_ (facts ++ [f]).
Proof. intros all one. apply Forall_app. split; auto. Qed.

Theorem check_is_sound at_ alternatives t :
  forall facts, check alternatives facts t = true -> all_hold at_ facts -> conclusion at_ alternatives.
Proof.
  apply (proof_induction
    (fun t => forall facts, check alternatives facts t = true -> all_hold at_ facts -> conclusion at_ alternatives)
    (fun ts => forall facts ways, each alternatives facts ways ts = true -> all_hold at_ facts -> some_holds at_ ways ->
               conclusion at_ alternatives)); clear t.
  - intros w facts accepted all. now destruct (closed at_ facts w).
  - intros s below hypothesis facts accepted all. simpl in accepted. destruct (added alternatives s) as [ways |] eqn:is; [| discriminate].
    destruct (one_way at_ alternatives s ways is); auto. now apply hypothesis with facts ways.
  - intros facts ways accepted all some. inversion some; subst; discriminate.
  - intros t first ts rest facts [| way ways] accepted all some; [inversion some |]. simpl in accepted.
    apply andb_prop in accepted. destruct accepted as [one others]. inversion some; subst.
    + apply first with (facts ++ [way]); auto. now apply one_more.
    + now apply rest with facts ways.
Qed.

(* ---- statements as they are read *)

Definition statement := (written * Op1)%type.
Definition says (at_ : PolEnv R) (s : statement) : Prop :=
  match snd s with
  | Equal => value at_ (fst s) = 0 | NonEqual => value at_ (fst s) <> 0
  | Strict => value at_ (fst s) > 0 | NonStrict => value at_ (fst s) >= 0
  end.
Definition as_fact (s : statement) : fact := (normal (fst s), snd s).
Fixpoint implied (at_ : PolEnv R) (given : list statement) (goal : Prop) : Prop :=
  match given with [] => goal | s :: given => says at_ s -> implied at_ given goal end.
Fixpoint conjunction (at_ : PolEnv R) (all : list statement) : Prop :=
  match all with [] => True | [s] => says at_ s | s :: all => says at_ s /\ conjunction at_ all end.
Fixpoint disjunction (at_ : PolEnv R) (alternatives : list (list statement)) : Prop :=
  match alternatives with
  | [] => False | [one] => conjunction at_ one | one :: alternatives => conjunction at_ one \/ disjunction at_ alternatives
  end.

Lemma says_holds at_ s : says at_ s <-> holds at_ (as_fact s).
Proof.
  destruct s as [e o]. unfold says, holds, as_fact, eval_nformula. simpl. rewrite size_normal. fold (size at_ (normal e)).
  destruct o; simpl; lra.
Qed.

Lemma conjunction_of at_ all : all_hold at_ (map as_fact all) -> conjunction at_ all.
Proof.
  induction all as [| s all hypothesis]; simpl; auto. intro every. inversion every; subst.
  destruct all; [now apply says_holds |]. split; [now apply says_holds | now apply hypothesis].
Qed.

Lemma disjunction_of at_ alternatives : conclusion at_ (map (map as_fact) alternatives) -> disjunction at_ alternatives.
Proof.
  induction alternatives as [| one alternatives hypothesis]; simpl; intro some; inversion some; subst.
  - destruct alternatives; [| left]; now apply conjunction_of.
  - destruct alternatives; [inversion H0 | right]. now apply hypothesis.
Qed.

Lemma implied_of at_ given (goal : Prop) : (all_hold at_ (map as_fact given) -> goal) -> implied at_ given goal.
Proof.
  induction given as [| s given hypothesis]; simpl; intro sufficient; [apply sufficient; constructor |].
  intro one. apply hypothesis. intro all. apply sufficient. constructor; auto. now apply says_holds.
Qed.

Theorem sound given alternatives t : check (map (map as_fact) alternatives) (map as_fact given) t = true ->
  forall at_, implied at_ given (disjunction at_ alternatives).
Proof. intros accepted at_. apply implied_of. intro all. apply disjunction_of. now apply check_is_sound with t (map as_fact given). Qed.

(* ---- how the claims are written *)

Definition point (values : list R) : PolEnv R := fun place => nth (Pos.to_nat place - 1) values 0.
