// npm run reversibility: the copy that a commune takes away at the end of its agreement, and its reading back elsewhere.
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { ParvisError } from '#platform/errors.ts'
import { openFiles } from '#platform/files/store/open.ts'
import type { House } from '#platform/house/house.ts'
import { StartError } from '#platform/start-error.ts'
import { plural } from '#platform/ui/french.ts'
import type { ReadAgents } from './returning/import-agents.ts'
import { type Copied, countsOf, exportAuthority } from './leaving/export.ts'
import { importCopy, type ReadBack } from './returning/import.ts'
import type { Judging } from './returning/reading.ts'

const USAGE = [
  'Usage: npm run reversibility -- export <INSEE code> <folder>',
  '       npm run reversibility -- import <folder> [--invite]',
]

type Say = (line: string) => void

/** @returns the code with which the command ends: 2 when a file of the store was missing */
export async function commandReversibility(
  db: Database,
  args: readonly string[],
  config: Config,
  house: Pick<House, 'carried'> & Judging,
  say: Say,
): Promise<number> {
  const [verb, ...words] = args
  const [first, folder] = words
  const store = openFiles(config)
  try {
    if (verb === 'export' && first !== undefined && folder !== undefined && words.length === 2)
      return sayExported(
        await exportAuthority(db, store, house.carried, { code: first, folder }),
        folder,
        say,
      )
    if (verb === 'import' && first !== undefined && (words.length === 1 || isInviting(words)))
      return sayImported(await importCopy(db, store, house, first, { invites: isInviting(words) }), say)
  } catch (error) {
    throw error instanceof ParvisError ? new StartError(error.message) : error
  }
  throw new StartError(...USAGE)
}

function sayExported({ manifest, sha256 }: Copied, folder: string, say: Say): number {
  const { rows, files } = countsOf(manifest)
  say(
    `${manifest.authority.name} : ${plural(rows, 'ligne', 'lignes')} et ${plural(files, 'fichier', 'fichiers')} dans ${folder}.`,
  )
  say(`Empreinte du manifeste (SHA-256) : ${sha256}`)
  for (const missing of manifest.files.missing) say(`Le fichier ${missing} n’est plus dans le magasin.`)
  return manifest.files.missing.length === 0 ? 0 : 2
}

const isInviting = ([, flag, ...more]: readonly string[]): boolean => flag === '--invite' && more.length === 0

function sayImported(
  { authority, requests, files, renumbered, rules, templates, settings, agents, sites, audiences }: ReadBack,
  say: Say,
): number {
  say(
    `${authority} : ${plural(requests, 'demande', 'demandes')} et ${plural(files, 'fichier', 'fichiers')} de plus.`,
  )
  for (const [former, ref] of renumbered) say(`La demande ${former} porte ici le numéro ${ref}.`)
  if (rules.rules > 0)
    say(
      `${plural(rules.rules, 'règle de compétence ajoutée', 'règles de compétence ajoutées')}, à partir de demain.`,
    )
  for (const [rule, why] of rules.refused) say(`La règle ${rule} n’est pas reprise. ${why}`)
  if (templates.templates > 0)
    say(`${plural(templates.templates, 'modèle de réponse repris', 'modèles de réponse repris')}.`)
  for (const [title, why] of templates.refused) say(`Le modèle « ${title} » n’est pas repris. ${why}`)
  for (const [key, why] of settings) say(`Le réglage ${key} n’est pas repris. ${why}`)
  for (const name of audiences)
    say(
      `Le public « ${name} » ne nomme personne d’ici : ce qui est pour lui n’est vu que de qui administre, tant que l’écran ne dit pas autre chose.`,
    )
  sayAgents(agents, say)
  if (sites > 0)
    say(`${plural(sites, 'site connecté', 'sites connectés')} au compte : à enregistrer de nouveau ici.`)
  return 0
}

function sayAgents({ agents, invited, refused, administrators }: ReadAgents, say: Say): void {
  if (agents > 0 && invited + refused.length === 0)
    say(`${plural(agents, 'agent a', 'agents ont')} des postes à reprendre : invitez-les à l’écran.`)
  if (invited > 0)
    say(`${plural(invited, 'agent invité', 'agents invités')} : les courriels partent dès que Parvis tourne.`)
  for (const [who, why] of refused) say(`${who} n’est pas invité. ${why}`)
  if (administrators > 0)
    say(
      `${plural(administrators, 'personne administrait', 'personnes administraient')} la commune : npm run commune -- add <code INSEE> --invite <adresse> en invite une.`,
    )
}
