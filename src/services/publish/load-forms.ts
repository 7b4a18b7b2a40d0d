// Loads forms: shared blocks are written into the pages that use them, then the form is checked and published.
import { blockSchema, checkForm, type FormDefinition, formSchema, publishForm } from '#forms'
import type { Write } from '#platform/db.ts'
import type { Register } from '#register'
import type { DefinitionReader } from './definition-files.ts'
import { formProblems } from './load-processing.ts'

type Blocks = ReadonlyMap<string, FormDefinition['pages'][number]['fields']>

/** Publishes what changed and holds; notes the faults of the rest. */
export async function loadForms(
  tx: Write,
  reader: DefinitionReader,
  published: string[],
  { declared, uses }: { declared: Register; uses: ReadonlyMap<string, ReadonlySet<string>> },
): Promise<void> {
  const blocks: Blocks = new Map(
    (await reader.all('blocks', blockSchema)).map(({ value }) => [value.id, value.fields]),
  )
  for (const { file, value } of await reader.all('forms', formSchema)) {
    const missing = value.pages.flatMap(({ use }) => (use === undefined || blocks.has(use) ? [] : [use]))
    const form = withBlocks(value, blocks)
    const faults = [
      ...checkForm(form).map(({ at, sentence }) => `${file}, ${at} : ${sentence}`),
      ...formProblems(file, form, uses.get(value.id), declared),
    ]
    const problems =
      missing.length > 0 ? missing.map((id) => `${file} : le bloc ${id} n’existe pas.`) : faults
    reader.problems.push(...problems)
    if (problems.length > 0) continue
    const { version, isNew } = await publishForm(tx, form)
    if (isNew) published.push(`formulaire ${value.id} (version ${version})`)
  }
}

/** The form with the fields of its blocks before those of each page: what a published version holds. */
function withBlocks(form: FormDefinition, blocks: Blocks): FormDefinition {
  const pages = form.pages.map(({ use, ...page }) => {
    const shared = use === undefined ? [] : (blocks.get(use) ?? [])
    return { ...page, fields: [...shared, ...page.fields] }
  })
  return { ...form, pages }
}
