// Blocks that repeat: what is typed in an item is its own, whatever is added, moved, taken away and put back; and an item is a scope.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { html, renderHtml } from '#platform/html.ts'
import { type Condition, TODAY } from '#rules'
import { anyText } from '#test/texts.ts'
import { type Answers, type Field, fieldsOf, type FormDefinition } from '../definition/definition.ts'
import { area, judging, plain, showing } from '../fields/sample.fixture.ts'
import { checkForm } from '../versions/check.ts'
import { collectedBy } from '../versions/collected.ts'
import { formSchema } from '../versions/schema.ts'
import { answersSummary, countedAnswers, sampleAnswers } from './answers.ts'
import { asOf } from './as-of.ts'
import { type BlockDone, blockActDone } from './block-acts.ts'
import { dangersIn } from './danger.ts'
import { filePlaces, filesAnswered, heldAt, withHeld } from './held.ts'
import { withoutGone } from './items.ts'
import { pageFields } from './page-fields.ts'
import { reachableAnswers } from './reachable.ts'
import { type RawAnswers, rawOfAnswers, rawOfValues, validate } from './validate.ts'

test('items read the day: it is kept with the answers of the form', () => {
  const showIf: Condition = { op: 'agoAtLeast', of: 'born', value: 3, unit: 'years' }
  const questions: Field[] = [
    { id: 'born', type: 'date', label: 'Naissance' },
    { id: 'school', type: 'short-text', label: 'Son école', showIf },
  ]
  const form = formWith(children({ questions }))
  const item = { born: '2020-01-01', school: 'Jules-Ferry' }
  const answers = asOf(form, { far: true, children: [item] } as unknown as Answers, '2026-11-29')
  assert.deepEqual(reachableAnswers(form, answers).children, [item])
  const counted = { id: 'age', type: 'computed', label: 'Âge', formula: { op: 'age', of: 'born' } }
  const counting = formWith(children({ questions: [questions[0], counted] as Field[] }))
  assert.ok(TODAY in asOf(counting, {}, '2026-11-29'))
})

const is = (of: string, value: string | boolean): Condition => ({ op: 'is', of, value })

const children = (more: Partial<Field> & Record<string, unknown> = {}): Field => ({
  id: 'children',
  type: 'repeated-block',
  label: 'Vos enfants',
  questions: [
    { id: 'first', type: 'short-text', label: 'Prénom' },
    { id: 'born', type: 'date', label: 'Naissance', optional: true },
    { id: 'ill', type: 'yes-no', label: 'Une allergie ?', danger: 'Allergie', optional: true },
    { id: 'which', type: 'short-text', label: 'Laquelle ?', showIf: is('ill', true) },
    { id: 'bus', type: 'yes-no', label: 'Prend le car ?', showIf: is('far', true) },
    { id: 'account', type: 'iban', label: 'Son compte', optional: true },
    { id: 'photos', type: 'files', label: 'Photos', optional: true },
  ],
  ...{ items: { one: 'enfant', most: 4 } },
  ...more,
})

const formWith = (block: Field): FormDefinition => ({
  id: 'f',
  title: 'F',
  processing: 'demandes',
  pages: [
    { id: 'one', title: 'Un', fields: [{ id: 'far', type: 'yes-no', label: 'Habitez-vous loin ?' }, block] },
    {
      id: 'two',
      title: 'Deux',
      fields: [
        {
          id: 'more',
          type: 'short-text',
          label: 'Et pour eux ?',
          showIf: { op: 'answered', of: 'children' },
        },
      ],
    },
  ],
})

const form = formWith(children())

/** What is wrong on the first page, as the summary says it, and the answers. */
function judged(raw: RawAnswers, of: FormDefinition = form) {
  const { answers, problems } = validate(of, of.pages.slice(0, 1), raw, {}, judging)
  return {
    answers,
    problems: problems.map(({ field, message }) => `${field}: ${plain(message)}`),
  }
}

const posted = (values: Record<string, string | string[]>): RawAnswers =>
  rawOfValues(fieldsOf(form).slice(0, 2), values)

const drawn = (raw: RawAnswers, answers: Answers = {}): string => {
  const view = { form, raw, answers, problems: [], areas: [], map: null, assets: showing.assets }
  return renderHtml(html`${pageFields(view, fieldsOf(form))}`)
}

test('an item is judged alone, and what is wrong is said under its name; a blank one is none', () => {
  const raw = posted({
    far: 'non',
    children: ['3', '7', '9'],
    'children-3-first': 'Inès',
    'children-7-born-jour': '31',
    'children-7-born-mois': '2',
    'children-7-born-annee': '2019',
    'children-9-first': ' ',
  })
  const { problems } = judged(raw)
  assert.equal(problems.length, 2)
  assert.match(problems[0] ?? '', /^children-7-first: Enfant 2 : /)
  assert.match(problems[1] ?? '', /^children-7-born(-jour)?: Enfant 2 : /)
  const right = { ...raw, children: { ...raw.children, '-7-first': 'Noé', '-7-born-mois': '3' } }
  assert.deepEqual(judged(right).answers, {
    far: false,
    children: [{ first: 'Inès' }, { first: 'Noé', born: '2019-03-31' }],
  })
  assert.deepEqual(judged(posted({ far: 'non', children: ['1'] })).problems, [
    'children-1-first: Enfant 1 : répondez à la question « Prénom ».',
  ])
})

test('an item reads its own answers first, then those of the form; none reads another', () => {
  const all = { '-1-first': 'A', '-1-ill': 'oui', '-1-which': 'Noix', '-1-bus': 'oui' }
  const other = { '-2-first': 'B', '-2-ill': 'non', '-2-which': 'Noix', '-2-bus': 'non' }
  const raw = (far: string): RawAnswers => ({
    far: { '': far },
    children: { '': ['1', '2'], ...all, ...other },
  })
  assert.deepEqual(judged(raw('oui')).answers.children, [
    { first: 'A', ill: true, which: 'Noix', bus: true },
    { first: 'B', ill: false, bus: false },
  ])
  const sent = judged(raw('oui')).answers
  assert.deepEqual(reachableAnswers(form, { ...sent, far: false }).children, [
    { first: 'A', ill: true, which: 'Noix' },
    { first: 'B', ill: false },
  ])
  // The same name in the item and in the form: the item's own counts.
  const shadowed = formWith(
    children({
      questions: [
        { id: 'far', type: 'yes-no', label: 'Loin de vous ?', optional: true },
        { id: 'why', type: 'short-text', label: 'Pourquoi ?', showIf: is('far', true) },
      ],
    }),
  )
  const own = { far: { '': 'oui' }, children: { '': ['1'], '-1-far': 'non', '-1-why': 'x' } }
  assert.deepEqual(judged(own, shadowed).answers.children, [{ far: false }])
  const none = { far: { '': 'oui' }, children: { '': ['1'], '-1-why': 'x' } }
  assert.deepEqual(reachableAnswers(shadowed, { far: true, children: [{ why: 'x' }] }).children, [{}])
  assert.deepEqual(judged(none, shadowed).answers.children, [{}])
  // What is shown is what is read, without a script too.
  const hidden = [...drawn(raw('oui'), sent).matchAll(/<(?:div|fieldset)[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => / hidden/.test(tag))
  assert.deepEqual(
    hidden.map((tag) => /data-field="([^"]*)"/.exec(tag)?.[1]).filter((id) => id?.startsWith('children')),
    ['children-2-which'],
  )
})

/** What one does: a button, or typing a first name in an item. */
const deed = fc.oneof(
  fc.record({ act: fc.constantFrom('ajouter', 'retirer', 'monter', 'descendre', 'remettre'), at: fc.nat(5) }),
  fc.record({ type: anyText(20), at: fc.nat(5) }),
)

/** The page as it is posted: the controls that it shows, hidden ones too. */
function pagePosted(raw: RawAnswers): Record<string, string[]> {
  const values: Record<string, string[]> = {}
  const text = (one: string) =>
    one
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
  for (const [tag] of drawn(raw).matchAll(/<input[^>]*>/g)) {
    const [type, name, value] = ['type', 'name', 'value'].map(
      (one) => new RegExp(` ${one}="([^"]*)"`).exec(tag)?.[1],
    )
    if (name === undefined || type === 'file' || (type === 'radio' && !tag.includes(' checked'))) continue
    ;(values[name] ??= []).push(text(value ?? ''))
  }
  return values
}

test('what is typed, moved, taken away and put back is neither lost nor mixed between items', () => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 6, maxLength: 20, size: 'max' }), (deeds) => {
      const block = fieldsOf(form)[1] as Field
      // The model: a list of items, each its first name and its file.
      let here: { key: string; name: string }[] = [{ key: '1', name: '' }]
      let gone: { item: { key: string; name: string }; place: number }[] = []
      let raw: RawAnswers = posted({ children: ['1'] })
      let made = 1
      const file = (key: string) => ({
        fileId: `f${key}`,
        name: `${key}.png`,
        bytes: 1,
        mediaType: 'image/png',
      })
      const hold = (key: string) => {
        const place = filePlaces([block], raw).find((one) => one.name === `children-${key}-photos`)
        if (place !== undefined) raw = withHeld(raw, place, [file(key)])
      }
      hold('1')
      for (const one of deeds) {
        const item = here[one.at % Math.max(here.length, 1)]
        const values: Record<string, string[]> = pagePosted(raw)
        if ('type' in one) {
          const typed = one.type.replace(/\p{Cc}/gu, ' ').trim()
          if (item !== undefined) {
            values[`children-${item.key}-first`] = [typed]
            item.name = typed
          }
        } else {
          const last = gone.at(-1)
          const key =
            one.act === 'remettre'
              ? (last?.item.key ?? '1')
              : one.act === 'ajouter'
                ? '0'
                : (item?.key ?? '1')
          values.bloc = [`children ${one.act} ${key}`]
          const at = here.findIndex((each) => each.key === key)
          if (one.act === 'ajouter' && here.length < 4) {
            made =
              Math.max(
                0,
                ...here.map((each) => Number(each.key)),
                ...gone.map((each) => Number(each.item.key)),
              ) + 1
            here = [...here, { key: String(made), name: '' }]
          } else if (one.act === 'retirer' && at >= 0) {
            gone = [...gone, { item: here[at] as (typeof here)[0], place: at }]
            here = here.toSpliced(at, 1)
          } else if (one.act === 'remettre' && last !== undefined && here.length < 4) {
            here = here.toSpliced(last.place, 0, last.item)
            gone = gone.slice(0, -1)
          } else if ((one.act === 'monter' || one.act === 'descendre') && at >= 0) {
            const to = Math.max(at + (one.act === 'monter' ? -1 : 1), 0)
            here = here.toSpliced(at, 1).toSpliced(to, 0, here[at] as (typeof here)[0])
          }
        }
        const before = raw
        raw = rawOfValues([block], values, before)
        const done: BlockDone | null = blockActDone([block], values, raw)
        raw = done?.raw ?? raw
        // Its file comes once, and stays with it.
        if (here.length > 0 && 'act' in one && one.act === 'ajouter') hold(String(made))
      }
      const typed = raw.children ?? {}
      assert.deepEqual(
        typed[''] ?? [],
        here.map(({ key }) => key),
      )
      for (const { key, name } of here) {
        assert.equal([typed[`-${key}-first`] ?? ''].flat()[0]?.trim(), name)
        const place = filePlaces([block], raw).find((one) => one.name === `children-${key}-photos`)
        assert.deepEqual(place === undefined ? [] : heldAt(raw, place).map(({ fileId }) => fileId), [
          `f${key}`,
        ])
      }
      // Sent on, what was taken away is there no more, and each answer is that of its item.
      const settled = withoutGone([block], raw)
      assert.deepEqual(
        filePlaces([block], settled).map(({ key }) => key),
        here.map(({ key }) => key),
      )
      const { answers } = judged({ ...settled, far: { '': 'non' } })
      if (answers.children !== undefined)
        assert.deepEqual(
          (answers.children as Answers[]).map(({ photos }) => (photos as { fileId: string }[])[0]?.fileId),
          here.map(({ key }) => `f${key}`),
        )
    }),
    { numRuns: 60 },
  )
})

test('too many, names of nothing, keys that JavaScript gives to every object: read as what they are', () => {
  const many = Array.from({ length: 60 }, (_, at) => String(at + 1))
  const values = Object.fromEntries(many.map((key) => [`children-${key}-first`, 'x']))
  const { problems } = judged(posted({ far: 'non', children: many, ...values }))
  assert.deepEqual(problems, ['children: Vous en avez ajouté trop : 4 au plus. Retirez-en.'])
  const raw = posted({
    children: ['__proto__', 'constructor', '-1', '1', '1', '99999'],
    'children-1-first': 'A',
  })
  assert.deepEqual(raw.children, { '': ['1'], '-1-first': 'A' })
  for (const act of [
    'children voler 1',
    'children retirer __proto__',
    'other ajouter 0',
    '',
    'x'.repeat(9999),
  ])
    assert.equal(blockActDone([children()], { bloc: act }, raw), null, act.slice(0, 30))
  assert.deepEqual(blockActDone([children()], { bloc: 'children retirer 8' }, raw)?.raw, raw)
})

test('as many as are asked, from none to the most', () => {
  const asked = (more: object) => formWith(children({ ...more }))
  assert.deepEqual(judged({ far: { '': 'non' } }, asked({ optional: true })).problems, [])
  const two = asked({ items: { one: 'enfant', least: 2 } })
  assert.equal(
    judged({ far: { '': 'non' }, children: { '': ['1'], '-1-first': 'A' } }, two).problems.length,
    1,
  )
  assert.equal(judged({ far: { '': 'non' } }, two).problems.length, 2, 'one a missing first name')
  const free = asked({ questions: [{ id: 'first', type: 'short-text', label: 'Prénom', optional: true }] })
  assert.match(judged({ far: { '': 'non' } }, free).problems.join(), /Ajoutez au moins un enfant/)
})

test('read everywhere as it is: words, masks, dangers, files, what is counted and what is collected', () => {
  const photo = { fileId: 'p', name: 'p.png', bytes: 1, mediaType: 'image/png' }
  const account = 'FR7630006000011234567890189'
  const answers: Answers = {
    far: false,
    children: [{ first: 'A', ill: true, which: 'Noix', account, photos: [photo] }, { first: 'B' }],
  }
  const lines = answersSummary(form, answers, { area })
  assert.deepEqual(
    lines
      .map(({ label, value }) => plain(`${label} = ${[value].flat().join()}`))
      .filter((one) => !one.includes('compte')),
    [
      'Habitez-vous loin ? = Non',
      'Enfant 1 : Prénom = A',
      'Enfant 1 : Une allergie ? = Oui',
      'Enfant 1 : Laquelle ? = Noix',
      'Enfant 1 : Photos = p.png',
      'Enfant 2 : Prénom = B',
    ],
  )
  const masked = lines.find(({ questionId }) => questionId === 'account')
  assert.ok(
    masked?.entire !== undefined && !String(masked.value).includes('0123456789'),
    'an account stays masked',
  )
  assert.deepEqual(dangersIn(form, answers), ['Allergie'])
  assert.deepEqual(filesAnswered(form, answers), [photo])
  assert.deepEqual(countedAnswers(form, answers), { far: false, children: [{ ill: true }, {}] })
  assert.deepEqual(
    collectedBy(form)
      .find(({ id }) => id === 'children')
      ?.categories.includes('bank'),
    collectedBy(formWith({ id: 'account', type: 'iban', label: 'C' })).some(({ categories }) =>
      categories.includes('bank'),
    ),
  )
  assert.deepEqual(validate(form, form.pages, rawOfAnswers(form, answers), {}, judging).answers, answers)
  const sample = sampleAnswers(form, { areaCode: '69029' })
  assert.deepEqual(validate(form, form.pages, rawOfAnswers(form, sample), {}, judging), {
    answers: sample,
    problems: [],
  })
})

test('a block that could not be answered is not published', () => {
  const said = (more: Parameters<typeof children>[0]) =>
    checkForm(formWith(children(more))).map(({ sentence }) => plain(sentence))
  assert.deepEqual(said({}), [])
  const one = (more: object): Field[] => [{ id: 'first', type: 'short-text', label: 'Prénom', ...more }]
  assert.match(said({ questions: [] }).join(), /au moins une question à chacun/)
  assert.match(said({ items: { one: 'enfant', least: 5, most: 4 } }).join(), /en demande plus \(5\)/)
  assert.match(said({ questions: one({ id: 'far' }) }).join(), /Deux questions portent l’identifiant/)
  assert.match(said({ questions: one({ role: 'subject' }) }).join(), /se répète : elle ne peut pas jouer/)
  assert.match(said({ questions: one({ profile: 'family_name' }) }).join(), /le profil ne la remplit pas/)
  assert.match(said({ questions: one({ id: 'constructor' }) }).join(), /est réservé/)
  assert.match(said({ questions: one({ showIf: is('nothing', true) }) }).join(), /qui n’existe pas/)
  assert.match(said({ questions: one({ showIf: is('more', 'x') }) }).join(), /tournent en rond/)
  const never: Condition = { op: 'all', conditions: [is('far', true), is('far', false)] }
  assert.match(
    said({ questions: [...one({}), { id: 'b', type: 'short-text', label: 'B', showIf: never }] }).join(),
    /Personne ne verrait la question « B »/,
  )
  const outside = formWith(children())
  outside.pages[1]?.fields.push({ id: 'z', type: 'short-text', label: 'Z', showIf: is('ill', true) })
  assert.match(
    checkForm(outside)
      .map(({ sentence }) => sentence)
      .join(),
    /n’existe pas/,
    'the form reads no item',
  )
  const nested = formWith(children({ questions: [children({ id: 'inside' })] }))
  assert.equal(formSchema.safeParse(nested).success, false)
  assert.equal(formSchema.safeParse(form).success, true)
})
