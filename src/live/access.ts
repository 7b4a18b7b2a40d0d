// Who may do what with what is followed in real time: those for whom it is read it, whoever publishes keeps it.
import { audienceReaders } from '#audiences'
import { publishers } from '#people'
import type { AccessTable } from '#platform/access.ts'

export const access = {
  'live.read': audienceReaders.by('audience'),
  'live.keep': publishers,
} satisfies AccessTable
