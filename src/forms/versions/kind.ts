// Forms as a kind of definition: what one is made of, how its file is read, what keeps it back.
import { version } from '#definitions'
import { type DefinitionReader, definitionKind, type Naming } from '#platform/house/definition.ts'
import type { Read } from '#platform/db/db.ts'
import { type Condition, conditionSentence } from '#rules'
import type { ZodType } from 'zod'
import { checkForm } from './check.ts'
import type { FormDefinition } from '../definition/definition.ts'
import { resolvedForm } from '../definition/resolved.ts'
import { fed } from '../fields/fed/feed.ts'
import { fieldOptions } from '../fields/index.ts'
import { labelsOf } from './labels.ts'
import { blockSchema, formSchema } from './schema.ts'

type Blocks = ReadonlyMap<string, FormDefinition['pages'][number]['fields']>

/** A file’s pages may `use` blocks of fields, written once in `blocks/`: what is kept holds them. */
async function fileSchema(reader: DefinitionReader): Promise<ZodType<FormDefinition>> {
  const files = await reader.all('blocks', blockSchema)
  const blocks: Blocks = new Map(files.map(({ value }) => [value.id, value.fields]))
  return formSchema.transform((form, context) => {
    for (const [at, { use }] of form.pages.entries())
      if (use !== undefined && !blocks.has(use))
        context.addIssue({
          code: 'custom',
          path: ['pages', at, 'use'],
          message: `le bloc ${use} n’existe pas.`,
        })
    return withBlocks(form, blocks)
  })
}

/** The form with the fields of its blocks before those of each page. */
function withBlocks(form: FormDefinition, blocks: Blocks): FormDefinition {
  const pages = form.pages.map(({ use, ...page }) => {
    const shared = use === undefined ? [] : (blocks.get(use) ?? [])
    return { ...page, fields: [...shared, ...page.fields] }
  })
  return { ...form, pages }
}

const condition = (name: string): Naming => ({
  name,
  says: (value: Condition, form: FormDefinition) => conditionSentence(value, labelsOf(form)),
})

const choices: Naming = {
  one: 'réponse',
  isFeminine: true,
  id: 'value',
  title: 'label',
  parts: {
    ...{ label: 'l’intitulé', hint: 'l’aide', danger: 'le signalement d’un danger', drawing: 'le dessin' },
    showIf: condition('la condition sous laquelle elle est proposée'),
  },
}

const fields: Naming = {
  one: 'question',
  isFeminine: true,
  id: 'id',
  title: 'label',
  parts: {
    type: 'le type',
    label: 'l’intitulé',
    hint: 'l’aide',
    agent: { parts: { label: 'l’intitulé pour l’agent', hint: 'l’aide pour l’agent' } },
    optional: 'le caractère facultatif',
    showIf: condition('la condition d’affichage'),
    requiredIf: condition('la condition d’obligation'),
    role: 'le rôle',
    maxLength: 'la longueur maximale',
    choices,
    across: 'la disposition en ligne',
    place: 'la sorte de lieu',
    profile: 'l’information du profil',
    profileIf: condition('la condition de reprise du profil'),
    autocomplete: 'le remplissage automatique',
    data: 'les catégories de données',
    danger: 'le danger signalé',
    ...Object.fromEntries(
      Object.entries(fieldOptions).map(([name, { one, says }]) => [
        name,
        says === undefined ? one : { name: one, says },
      ]),
    ),
  },
}

export const FORM = definitionKind<FormDefinition>({
  kind: 'form',
  one: 'formulaire',
  schema: formSchema,
  idOf: ({ id }) => id,
  folder: 'forms',
  fileSchema,
  refuse: checkForm,
  parts: {
    title: 'le titre',
    processing: 'la fiche du registre',
    owner: 'l’autorité dont il est',
    conditions: {
      one: 'condition nommée',
      isFeminine: true,
      id: 'id',
      title: 'name',
      parts: { name: 'le nom', when: condition('ce qu’elle dit') },
    },
    pages: {
      one: 'page',
      isFeminine: true,
      id: 'id',
      title: 'title',
      parts: {
        title: 'le titre',
        agent: { parts: { title: 'le titre pour l’agent' } },
        showIf: condition('la condition d’affichage'),
        fields,
      },
    },
  },
})

/**
 * The form under which something was begun or sent, in force or archived, its conditions said whole, with what its lists propose now.
 * @throws NotFound when it never was
 */
export const formVersion = async (tx: Read, id: string, number: number): Promise<FormDefinition> =>
  fed(tx, resolvedForm(await version(tx, FORM, id, number)))
