// Limits on the drafts that residents begin.
import { HOUR, type Limits } from '#platform/limits/limits.ts'
import { limitSetting } from '#settings'

export const LIMITS = {
  // What is kept without an account: more than a family or a town hall's public desk, less than what fills a disk.
  draftsOfVisitor: { limit: 40, windowSeconds: HOUR },
  draftsFromNetwork: { limit: 300, windowSeconds: HOUR },
  // Under an account, which anybody opens with a mail box: more than a household in its busiest day.
  draftsOfAccount: { limit: 200, windowSeconds: 24 * HOUR },
} satisfies Limits

export const DRAFTS_FROM_NETWORK = limitSetting({
  key: 'forms.drafts_from_network',
  label: 'Demandes commencées sans compte, en une heure, depuis un même réseau',
  hint: 'Une médiathèque, un lycée, une maison France services n’ont qu’une adresse pour tous leurs postes.',
  levels: ['metropolis'],
  limit: LIMITS.draftsFromNetwork,
  most: 5000,
})
