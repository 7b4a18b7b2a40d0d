// What the pass keeps of proofs (GDPR art. 15, 17 and 20): classes, and who saw them at a desk.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { type FactId, shownWords, SOURCES } from './facts.ts'
import { eraseProofs, forgetProofs, type HeldProof, heldProofs } from './queries.ts'

const FACT_TITLES: Readonly<Record<FactId, string>> = {
  age: 'Âge',
  commune: 'Commune où vous habitez (code INSEE)',
  quotient: 'Tranche de quotient familial',
  disability: 'Situation de handicap reconnue',
  pupil: 'Élève',
  student: 'Étudiant',
  job_seeker: 'En recherche d’emploi',
}

/** What an agent saw of somebody is not theirs to read. */
const rowOf = (proof: HeldProof): Record<string, string> =>
  proof.isWork
    ? { Quoi: 'Un document vu au guichet', Depuis: proof.recordedAt.toISOString() }
    : {
        Quoi: FACT_TITLES[proof.fact],
        Classe: proof.class === 'true' ? 'oui' : proof.class,
        Preuve: `${shownWords(proof)} (${SOURCES[proof.source].label})`,
        'Jusqu’au': proof.endsOn,
        Depuis: proof.recordedAt.toISOString(),
        ...(proof.endedAt !== null && { 'Retirée le': proof.endedAt.toISOString() }),
      }

export const proofHolding: Holding = {
  id: 'pass.proof',
  processing: 'pass',
  title: 'Ce que vos preuves ont montré pour le pass',
  tables: ['pass.proof'],
  async held(tx, personId) {
    const proofs = await heldProofs(tx, personId)
    if (proofs.length === 0) return []
    return [
      {
        authorityId: null,
        count: proofs.length,
        since: proofs[0]?.recordedAt ?? null,
        rows: proofs.map(rowOf),
      },
    ]
  },
  async erase(tx, personId) {
    const count = (await heldProofs(tx, personId)).length
    await eraseProofs(tx, personId)
    return wholly(null, count)
  },
}

export const proofRetention: RetentionRule = simple(
  'pass.proof',
  'Preuves du pass qui ont pris fin',
  forgetProofs,
)
