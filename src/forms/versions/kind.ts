// Forms as a kind of definition: what one is made of, how its file is read, what keeps it back.
import { version } from '#definitions'
import {
  type DefinitionReader,
  definitionKind,
  type Ground,
  type Naming,
  type Problem,
} from '#platform/house/definition.ts'
import type { Read } from '#platform/db/db.ts'
import { plural } from '#platform/ui/french.ts'
import { type Condition, conditionSentence } from '#rules'
import { territory } from '#territory'
import type { z, ZodType } from 'zod'
import { checkForm } from './check.ts'
import type { FormDefinition, FormTest } from '../definition/definition.ts'
import { resolvedForm } from '../definition/resolved.ts'
import { fed } from '../fields/fed/feed.ts'
import { fieldOptions } from '../fields/index.ts'
import { withTextsOf } from '../tongues/texts.ts'
import { labelsOf } from './labels.ts'
import { redTests } from '../tried/run.ts'
import { blockSchema, formSchema } from './schema.ts'

type Blocks = ReadonlyMap<string, z.infer<typeof blockSchema>>

/** A file’s pages may `use` blocks of fields, written once in `blocks/`: what is kept holds them. */
async function fileSchema(reader: DefinitionReader): Promise<ZodType<FormDefinition>> {
  const files = await reader.all('blocks', blockSchema)
  const blocks: Blocks = new Map(files.map(({ value }) => [value.id, value]))
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

/** The form with the fields of its blocks before those of each page, in the languages that the form has. */
function withBlocks(form: FormDefinition, blocks: Blocks): FormDefinition {
  const pages = form.pages.map(({ use, ...page }) => {
    const shared = use === undefined ? [] : (blocks.get(use)?.fields ?? [])
    return { ...page, fields: [...shared, ...page.fields] }
  })
  const used = form.pages.flatMap(({ use }) => (use === undefined ? [] : (blocks.get(use)?.languages ?? [])))
  return { ...form, pages, ...withTextsOf(form, used) }
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

const questionParts = {
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
  fromLink: 'le remplissage par un lien',
  autocomplete: 'le remplissage automatique',
  data: 'les catégories de données',
  danger: 'le danger signalé',
  ...Object.fromEntries(
    Object.entries(fieldOptions).map(([name, { one, says }]) => [
      name,
      says === undefined ? one : { name: one, says },
    ]),
  ),
}

const tests: Naming = {
  one: 'test',
  id: 'id',
  title: 'name',
  parts: {
    name: 'le nom',
    as: { name: 'qui répond', says: (as: FormTest['as']) => (as === 'agent' ? 'un agent' : 'une personne') },
    on: 'le jour',
    answers: {
      name: 'les réponses',
      says: (answers: FormTest['answers']) => plural(Object.keys(answers).length, 'réponse', 'réponses'),
    },
    expects: { name: 'ce qui est attendu', says: () => 'autre chose' },
  },
}

/** What its checker finds; then its tests, which want a form that holds. */
async function refuse(form: FormDefinition, ground: Ground): Promise<readonly Problem[]> {
  const faults = checkForm(form)
  if (faults.length > 0 || (form.tests ?? []).length === 0) return faults
  const place = await ground.once('territory of forms', territory)
  return redTests(form, (code) => place.area(code)).map((sentence) => ({ sentence }))
}

const question = { one: 'question', isFeminine: true, id: 'id', title: 'label' } as const
const questions: Naming = { ...question, parts: questionParts }
const fields: Naming = { ...question, parts: { ...questionParts, questions } }

export const FORM = definitionKind<FormDefinition>({
  kind: 'form',
  one: 'formulaire',
  schema: formSchema,
  idOf: ({ id }) => id,
  folder: 'forms',
  fileSchema,
  refuse,
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
        checks: {
          ...{ one: 'vérification', isFeminine: true, id: 'id', title: 'message' },
          parts: { when: condition('quand elle refuse'), message: 'le message', at: 'la question concernée' },
        },
        ends: {
          ...{ one: 'arrêt', id: 'id', title: 'title' },
          parts: { when: condition('quand il arrête'), title: 'le titre', text: 'le texte' },
        },
      },
    },
    tests,
    languages: {
      one: 'langue',
      isFeminine: true,
      id: 'code',
      title: 'name',
      parts: {
        name: 'le nom',
        rtl: 'le sens de lecture',
        texts: {
          one: 'traduction',
          isFeminine: true,
          id: 'at',
          title: 'from',
          parts: { from: 'le français traduit', to: 'le texte' },
        },
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
