// Who may search what a list proposes: whoever may be asked by a form, so anybody.
import { type AccessTable, anyone } from '#platform/access.ts'

export const access = { 'list.search': [anyone] } satisfies AccessTable
