// Publishes a folder of definitions: checks everything, publishes what holds, says what does not. Idempotent.
import { definitionReader, noteChange, publishFiled, readFiled } from '#definitions'
import type { Write } from '#platform/db/db.ts'
import type { Defining } from '#platform/house/definition.ts'
import { territory } from '#territory'
import { WORKFLOW } from '#workflows'
import { checkShared } from './check-definitions.ts'
import { checkTemplates } from './check-templates.ts'
import { loadNotices } from './load-notices.ts'
import { publishShared, readShared } from './load-shared.ts'

/** What came of a load. Sentences are French. */
export interface Loaded {
  /** `démarche tag (version 2)`: what is new. Empty when nothing changed. */
  published: string[]
  /** Why something was refused; what it replaces stays in force. */
  problems: string[]
  /** What was changed here, on screen or by a draft, and stays so although the files say otherwise. */
  left: string[]
}

/**
 * Publishes the definitions of a folder (see definitions/README.md) on the territory already loaded, in this
 * transaction. Thesaurus, rules, themes and templates go together or not at all; then each definition, in the order of the
 * modules that bring its kind: one with a problem stays as it was.
 * @param forced `form/tag`: definitions whose file is to be in force, although they were changed here
 */
export async function loadDefinitions(
  tx: Write,
  folder: string,
  house: Defining,
  forced: ReadonlySet<string> = new Set(),
): Promise<Loaded> {
  const place = await territory(tx)
  const [common, own] = [definitionReader(folder), definitionReader(folder)]
  const shared = await readShared(common)
  const filed = await readFiled(tx, house, own, forced)
  const slugs = new Set(await common.names('services'))
  common.problems.push(
    ...checkShared(shared, slugs, place),
    ...checkTemplates(shared.templates, [...(await filed.ground.all(WORKFLOW)).values()]).map(
      ({ file, at, sentence }) => `${file}, ${at} : ${sentence}`,
    ),
  )
  const { published: changed, left } =
    common.problems.length === 0 ? await publishShared(tx, shared) : { published: [], left: [] }
  own.problems.unshift(...common.problems)
  const published = await publishFiled(tx, house, filed, own)
  changed.push(...published, ...(await loadNotices(tx, own, shared, place)))
  if (changed.length > published.length) await noteChange(tx)
  return { published: changed, problems: own.problems, left: [...left, ...filed.left] }
}
