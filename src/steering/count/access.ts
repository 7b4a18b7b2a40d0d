// Who reads how contents, spaces and sections are used: whoever publishes, reads statistics, or heads the unit. The policies of 000895 say the same.
import { publishers } from '#people'
import { type AccessTable, agent, ownDesk } from '#platform/access.ts'

export const STEERING = ['admin', 'editor', 'analyst', 'manager'] as const

export const access = {
  'use.read': [...publishers, agent('analyst').inItsAuthority, agent('manager').inItsUnit],
  // Who writes where: those who work or write in the units that one heads, or for the authority for which one publishes.
  'contributor.read': [...publishers, agent('manager').inItsUnit],
  'contributor.train': publishers,
  'contributor.thank': [...publishers, agent('manager').inItsUnit],
  // The yearly report of an authority.
  'review.read': [...publishers, agent('analyst').inItsAuthority],
  'review.make': publishers,
  // One’s own.
  'contribution.read': [ownDesk],
} satisfies AccessTable
