// Who reads how contents, spaces and sections are used: whoever publishes, reads statistics, or heads the unit. The policies of 000895 say the same.
import { publishers } from '#people'
import { type AccessTable, agent } from '#platform/access.ts'

export const STEERING = ['admin', 'editor', 'analyst', 'manager'] as const

export const access = {
  'use.read': [...publishers, agent('analyst').inItsAuthority, agent('manager').inItsUnit],
} satisfies AccessTable
