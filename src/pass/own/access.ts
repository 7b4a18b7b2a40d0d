// Who has a partner's own pages: who works there; what is changed is for who manages it, while its agreement runs.
import type { AccessTable } from '#platform/access.ts'
import { ofPartner } from '../record/access.ts'

export const ownAccess = {
  'passpartner.work': ofPartner.by('member'),
  'passpartner.head': ofPartner.by('head'),
  'passpartner.manage': ofPartner.by('manager'),
} satisfies AccessTable
