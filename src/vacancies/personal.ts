// What job offers hold about a person: what they look for, what they applied to, for which they recruit.
import { filesOf, planErasure } from '#files'
import { forgetNotices } from '#notices'
import type { Write } from '#platform/db/db.ts'
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { trimEvents } from '#platform/ledger/events.ts'
import { VACANCY } from './record/keep.ts'
import { APPLICATION, APPLYING, ENTRY } from './apply/application.ts'
import {
  applicationsOf,
  dropEnded,
  type Ended,
  endedRetained,
  endedUnretained,
  endedWith,
  forgetProfile,
  forgetProfiles,
  forgetVacancies,
  type Kept,
  oldVacancies,
  profileOf,
  unnameRecruiter,
} from './queries.personal.ts'
import { BRANCHES } from './record/words.ts'

const profile: Holding = {
  id: 'vacancies.profile',
  processing: 'offres-emploi',
  until: 'vacancy_profile.delete',
  title: 'Votre profil pour les offres d’emploi',
  tables: ['vacancies.profile'],
  async held(tx, personId) {
    const kept = await profileOf(tx, personId)
    if (kept === undefined) return []
    const { categories, branches, places, words, alerts, changedAt } = kept
    const row = {
      Catégories: categories,
      Filières: branches.map((branch) => BRANCHES[branch]),
      Lieux: places,
      'Métiers et souhaits': words,
      Alertes: alerts,
    }
    return [{ authorityId: null, count: 1, since: changedAt, rows: [row] }]
  },
  erase: async (tx, personId) => wholly(null, await forgetProfile(tx, personId)),
}

/** Their files go with them, bytes too, and what was told of them. */
async function forgetEnded(tx: Write, gone: Ended): Promise<number> {
  const files = await filesOf(
    tx,
    ...gone.applications.map((id) => ({ kind: APPLICATION, id })),
    ...gone.drafts.map((id) => ({ kind: APPLYING, id })),
  )
  await dropEnded(tx, gone)
  await planErasure(
    tx,
    files.map(({ fileId }) => fileId),
  )
  if (gone.applications.length > 0) await forgetNotices(tx, APPLICATION, gone.applications)
  return gone.applications.length + gone.drafts.length
}

const WHAT = {
  sent: 'Envoyée',
  retained: 'Retenue',
  declined: 'Non retenue',
  draft: 'Brouillon',
  named: 'Vous lisez les candidatures',
} as const

const applied: Holding = {
  id: 'vacancies.application',
  processing: ENTRY,
  until: 'application.delete',
  title: 'Vos candidatures à des offres d’emploi, et celles que vous êtes chargé de lire',
  tables: ['vacancies.application', 'vacancies.draft', 'vacancies.recruiter'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await applicationsOf(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      ...{ authorityId, count: rows.length, since: rows[0]?.at ?? null },
      rows: rows.map(({ title, what, outcome, answers, at }) => ({
        Offre: title,
        État: WHAT[what],
        ...(what === 'named' ? {} : { Réponses: JSON.stringify(answers), Le: at?.toISOString() ?? '' }),
        ...(outcome === '' ? {} : { 'Ce qui vous a été répondu': outcome }),
      })),
    }))
  },
  async erase(tx, personId) {
    const kept = await applicationsOf(tx, personId)
    if (kept.length === 0) return []
    const byAuthority = Map.groupBy(kept, ({ authorityId }) => authorityId)
    const idsOf = (isOne: (what: Kept['what']) => boolean) =>
      kept.filter(({ what }) => isOne(what)).map(({ id }) => id)
    await forgetEnded(tx, {
      applications: idsOf((what) => what !== 'draft' && what !== 'named'),
      drafts: idsOf((what) => what === 'draft'),
    })
    await unnameRecruiter(tx, personId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      ...{ authorityId, erased: rows.length, kept: 0, because: null },
    }))
  },
}

export const personal: readonly Holding[] = [profile, applied]

export const retention: readonly RetentionRule[] = [
  simple('vacancy_profile.delete', 'Profils pour les offres d’emploi', forgetProfiles),
  simple('vacancy.delete', 'Offres d’emploi', async (tx, before, most) => {
    const ids = await oldVacancies(tx, before, most)
    await forgetEnded(tx, await endedWith(tx, ids))
    await forgetVacancies(tx, ids)
    await forgetNotices(tx, VACANCY, ids)
    await trimEvents(tx, VACANCY, before, most)
    return ids.length
  }),
  simple('application.delete', 'Candidatures non retenues, et brouillons', async (tx, before, most) =>
    forgetEnded(tx, await endedUnretained(tx, before, most)),
  ),
  simple('application_retained.delete', 'Candidatures retenues', async (tx, before, most) => {
    await trimEvents(tx, APPLICATION, before, most)
    return forgetEnded(tx, await endedRetained(tx, before, most))
  }),
]
