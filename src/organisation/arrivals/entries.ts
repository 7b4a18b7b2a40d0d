// Who a directory shows, as the settings of its authority ask: whoever asks, and when nobody does.
import type { Config } from '#platform/config.ts'
import { lock, unlock } from '#platform/db/locked.ts'
import { type DirectoryEntry, DirectoryRefused, searchDirectory } from '#platform/outside/ldap.ts'
import { attributesOf } from './directory.ts'
import type { DirectoryRow } from './queries.directory.ts'
import { MOST_LINES } from './spreadsheet.ts'

const ownerOf = (authorityId: number): string => `directory of ${authorityId}`

export const lockPassword = ({ secret }: Config, authorityId: number, password: string): Buffer =>
  lock(secret, ownerOf(authorityId), password)

/** All of them, but for accounts out of use. @throws DirectoryRefused, for nobody too */
export async function entriesOf(
  { secret, directories: allowed }: Config,
  authorityId: number,
  { said, password }: Pick<DirectoryRow, 'said' | 'password'>,
): Promise<DirectoryEntry[]> {
  const opened = unlock(secret, ownerOf(authorityId), password)
  if (opened === null)
    throw new DirectoryRefused('Le mot de passe enregistré ne s’ouvre plus\u00a0: écrivez-le de nouveau.')
  const entries = await searchDirectory(
    { ...said, password: opened, attributes: attributesOf(said) },
    { allowed, maxEntries: MOST_LINES },
  )
  const inUse = entries.filter(({ isDisabled }) => !isDisabled)
  if (inUse.length === 0)
    throw new DirectoryRefused('L’annuaire ne donne personne\u00a0: vérifiez la branche et le filtre.')
  return inUse
}
