// npm run reversibility: the copy that a commune takes away at the end of its agreement.
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { ParvisError } from '#platform/errors.ts'
import { openFiles } from '#platform/files/store/open.ts'
import type { House } from '#platform/house/house.ts'
import { StartError } from '#platform/start-error.ts'
import { countsOf, exportAuthority } from './export.ts'

const USAGE = 'Usage: npm run reversibility -- export <INSEE code> <folder>'

/** @returns the code with which the command ends: 2 when a file of the store was missing */
export async function commandReversibility(
  db: Database,
  args: readonly string[],
  config: Config,
  { carried }: Pick<House, 'carried'>,
  say: (line: string) => void,
): Promise<number> {
  const [verb, code, folder, ...more] = args
  if (verb !== 'export' || code === undefined || folder === undefined || more.length > 0)
    throw new StartError(USAGE)
  try {
    const { manifest, sha256 } = await exportAuthority(db, openFiles(config), carried, { code, folder })
    const { rows, files } = countsOf(manifest)
    say(`${manifest.authority.name} : ${rows} lignes et ${files} fichiers copiés dans ${folder}.`)
    say(`Empreinte du manifeste (SHA-256) : ${sha256}`)
    for (const missing of manifest.files.missing) say(`Le fichier ${missing} n’est plus dans le magasin.`)
    return manifest.files.missing.length === 0 ? 0 : 2
  } catch (error) {
    throw error instanceof ParvisError ? new StartError(error.message) : error
  }
}
