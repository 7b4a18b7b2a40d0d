// A form read in another language: what is translated, what falls back to French, and answers that are judged alike.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { languageOf, unmarked } from '#platform/tongue/said-in.ts'
import { speaking } from '#platform/tongue/sentences.ts'
import { quoted } from '#platform/ui/french.ts'
import { fieldsOf, type FormDefinition } from '../definition/definition.ts'
import { fieldKinds } from '../fields/index.ts'
import { judging, questionOf, showing } from '../fields/sample.fixture.ts'
import { checkForm } from '../versions/check.ts'
import { validate } from '../answers/validate.ts'
import { formSchema } from '../versions/schema.ts'
import { FORM } from '../versions/kind.ts'
import { renderHtml } from '#platform/html.ts'
import { kindOf } from '../fields/index.ts'
import { readIn, saidTexts, textsOf, withTextsOf } from './texts.ts'

const root = join(import.meta.dirname, '../../..')

const size = {
  id: 'size',
  type: 'single-choice',
  label: 'Quelle taille ?',
  hint: 'En centimètres',
  choices: [
    { value: 'S', label: 'Petite' },
    { value: 'L', label: 'Grande', hint: 'plus d’un mètre' },
  ],
}
const form = {
  id: 'box',
  title: 'Une boîte',
  pages: [{ id: 'first', title: 'La boîte', fields: [size] }],
} as FormDefinition
const english = (texts: { at: string; from: string; to: string }[]) => ({
  code: 'en',
  name: 'English',
  texts,
})

describe('the texts of a form', () => {
  it('each have a way to them', () => {
    assert.deepEqual(textsOf(form), [
      { at: 'title', french: 'Une boîte' },
      { at: 'pages/first/title', french: 'La boîte' },
      { at: 'questions/size/label', french: 'Quelle taille ?' },
      { at: 'questions/size/hint', french: 'En centimètres' },
      { at: 'questions/size/choices/S/label', french: 'Petite' },
      { at: 'questions/size/choices/L/label', french: 'Grande' },
      { at: 'questions/size/choices/L/hint', french: 'plus d’un mètre' },
    ])
  })

  it('are said where they are translated, in French where they are not, or were said of another French', () => {
    const language = english([
      { at: 'questions/size/label', from: 'Quelle taille ?', to: 'Which size?' },
      { at: 'questions/size/choices/S/label', from: 'Petit', to: 'Small' },
    ])
    const told = { ...form, languages: [language] }
    assert.deepEqual(
      saidTexts(told, 'en').map(({ state }) => state),
      ['gap', 'gap', 'said', 'gap', 'stale', 'gap', 'gap'],
    )
    const page = speaking(language, () => {
      const [field = size] = fieldsOf(readIn(told, language))
      return renderHtml(kindOf('single-choice').control(field, {}, { ...showing, optional: true }))
    })
    for (const part of [
      '<span lang="en">Which size?</span> <span class="optional"><span lang="en">(optional)</span></span>',
      '<span lang="fr">En centimètres</span>',
      '<span lang="fr">Petite</span>',
    ])
      assert.ok(page.includes(part), part)
  })

  it('of a block are those of every form that has its language, but for what a form says itself', () => {
    const own = english([{ at: 'a', from: 'x', to: 'mine' }])
    const block = english([
      { at: 'a', from: 'x', to: 'shared' },
      { at: 'b', from: 'y', to: 'shared' },
    ])
    assert.deepEqual(withTextsOf({ languages: [own] }, [block, { ...block, code: 'es' }]), {
      languages: [english([own.texts[0], block.texts[1]] as never)],
    })
    assert.deepEqual(withTextsOf({}, [block]), {})
  })

  it('are kept back when a language is there twice, or a question could not be asked in it', () => {
    const explained = {
      ...form,
      languages: [
        english([{ at: 'questions/why/text', from: 'Un texte.', to: 'A [link](javascript:alert) here' }]),
        english([]),
        { code: 'fr', name: 'Français', texts: [] },
      ],
      pages: [
        {
          id: 'first',
          title: 'La boîte',
          fields: [size, { id: 'why', type: 'explanation', label: 'Pourquoi', text: 'Un texte.' }],
        },
      ],
    } as unknown as FormDefinition
    const sentences = checkForm(explained).map(({ sentence }) => sentence)
    assert.ok(
      sentences.some((one) => one.startsWith('En anglais\u00a0: L’explication')),
      sentences.join('\n'),
    )
    assert.ok(sentences.includes('Le formulaire a deux fois la même langue\u00a0: anglais.'))
    assert.ok(sentences.some((one) => one.startsWith('Le français n’est pas une traduction')))
    assert.deepEqual(
      textsOf(explained).filter(({ at }) => at.startsWith('questions/why')),
      [{ at: 'questions/why/text', french: 'Un texte.' }],
    )
  })
})

describe('every type of question', () => {
  const fields = fieldKinds.map((kind, at) => questionOf(kind, { id: `it${at}`, label: `Question ${at}` }))
  const whole = { id: 'all', title: 'Tout', pages: [{ id: 'p', title: 'Page', fields }] } as FormDefinition
  const language = english(
    textsOf(whole).map(({ at, french }) => ({ at, from: french, to: `In English: ${at}` })),
  )
  const told: FormDefinition = { ...whole, languages: [language] }

  it('is judged alike in every language, and draws no mark', () => {
    assert.ok(formSchema.safeParse(told).success)
    const read = readIn(told, language)
    const raw = Object.fromEntries(
      fields.map((field) => {
        const kind = kindOf(field.type)
        return [field.id, kind.asksNothing ? {} : kind.rawOf(kind.sample(field, '69029'), field)]
      }),
    )
    const judged = (asked: FormDefinition) => validate(asked, asked.pages, raw, {}, judging)
    const [french, english_] = [judged(told), speaking(language, () => judged(read))]
    assert.deepEqual(english_.answers, french.answers)
    assert.deepEqual(
      english_.problems.map(({ field }) => field),
      french.problems.map(({ field }) => field),
    )
    for (const field of fieldsOf(read)) {
      const kind = kindOf(field.type)
      const page = speaking(language, () => renderHtml(kind.control(field, raw[field.id] ?? {}, showing)))
      assert.doesNotMatch(page, /[\ufff9-\ufffb]/, field.type)
    }
  })

  it('says what is missing in English, and which question', () => {
    const read = readIn(told, language)
    const { problems } = speaking(language, () => validate(read, read.pages, {}, {}, judging))
    const french = validate(told, told.pages, {}, {}, judging).problems
    assert.equal(problems.length, french.length)
    for (const { message, fieldId } of problems) {
      const { type } = fields.find(({ id }) => id === fieldId) ?? {}
      assert.equal(languageOf(message)?.code, 'en', `${type}: ${unmarked(message)}`)
    }
  })
})

describe('forms that are read in English', () => {
  let files: FormDefinition[]
  before(async () => {
    const reader = {
      problems: [],
      one: () => Promise.resolve(undefined),
      names: () => Promise.resolve([]),
      all: (folder: string, schema: { parse: (value: unknown) => unknown }) =>
        Promise.resolve(
          globSync(join(root, 'definitions', folder, '*.json')).map((file) => ({
            file,
            value: schema.parse(JSON.parse(readFileSync(file, 'utf8'))),
          })),
        ),
    }
    const schema = await FORM.fileSchema?.(reader as never)
    files = globSync(join(root, 'definitions/forms/*.json'))
      .map((file) => schema?.parse(JSON.parse(readFileSync(file, 'utf8'))) as FormDefinition)
      .filter(({ languages = [] }) => languages.some(({ code }) => code === 'en'))
  })

  it('are five at least, without a gap, each text for the French that stands', () => {
    const ids = files.map(({ id }) => id)
    for (const id of ['prime-velo', 'acte-naissance', 'encombrants', 'nid-de-poule', 'inscription-ecole'])
      assert.ok(ids.includes(id), id)
    for (const one of files) {
      const wrong = saidTexts(one, 'en').filter(({ state }) => state !== 'said')
      assert.deepEqual(wrong, [], quoted(one.id))
    }
  })
})
