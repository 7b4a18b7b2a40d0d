// Who drafts definitions: the administrators of the metropolis, for the whole territory uses them. Publication is the system's.
import { type AccessTable, mayEver, metropolitanAdministrator } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'

export const access = { 'definition.draft': [metropolitanAdministrator] } satisfies AccessTable

/** @throws NotFound for anybody else */
export function requireEditor(actor: Actor): void {
  if (actor.kind !== 'system' && !mayEver(access['definition.draft'], actor))
    throw new NotFound('Ce brouillon n’existe pas, ou n’est pas à vous.')
}
