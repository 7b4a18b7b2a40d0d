// French around the names of the territory, by rule, over every one of them; and the typography of what people read.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { anonymous } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { fill } from '#platform/french/fill.ts'
import { is, type Noun, of, the, to } from '#platform/french/noun.ts'
import { capital } from '#platform/ui/french.ts'
import { FIRST_MESSAGE, type ReplyTemplate, solutionWords } from '#services'
import { areaNoun, authorityNoun, receptionsOf, type Territory, territory, unitNoun } from '#territory'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import type { WorkflowDefinition } from '#workflows'

const root = join(import.meta.dirname, '../..')
const read = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), 'utf8')) as T

/** What no sentence of French says. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}’])(?:de|à) (?:le|les|Les|Le)(?= )/iu, '« de le », « à les »'],
  [/(?<![\p{L}’])(?:du|au|des|aux|la|le|les) (?:le|la|les|l’|du|de|des)(?![\p{L}-])/iu, 'two articles'],
  [/(?<![\p{L}’])(?:de|le|la) [aeiouàâäéèêëîïôöùûüœæ]/iu, 'no elision'],
  [/[dl]’ |d’(?:le|la|les) |[ld]’[^aeiouyhàâäéèêëîïôöùûüœæ]/iu, 'an elision before a consonant'],
  [/(?<!\n|^)[ld]’(?:Accueil|Équipe|Unité)/u, 'a capital after an article'],
  [
    /(?:la|de la|à la|par la) (?:centre|service|pôle|site|guichet|relais|secrétariat|espace) /iu,
    'a masculine said feminine',
  ],
  [
    /(?:le|du|au|par le) (?:direction|maison|mairie|ville|métropole|équipe|communauté|police|unité) /iu,
    'a feminine said masculine',
  ],
  [/^(?:La|L’équipe|L’unité) [^.]* est [a-zé]*[éu](?!\p{L})/u, 'a participle left masculine'],
  [/^les [^.]* est /iu, 'a verb left singular'],
  [/undefined|null|\{| {2}|’’/u, 'a hole'],
]

function checked(sentence: string): void {
  for (const [wrong, what] of FORBIDDEN) assert.doesNotMatch(sentence, wrong, `${what}: ${sentence}`)
}

const standard = (noun: Noun): string[] => [
  `${capital(the(noun))} ${is(noun, 'prévenu')} de votre message.`,
  `Votre demande est confiée ${to(noun)}.`,
  `Votre demande est rouverte par ${the(noun)}.`,
  `Retirer l’accès ${of(noun)}`,
]

it('the rules see what they are for', () => {
  const wrong = [
    'Retirer l’accès de Le site de Bron',
    'Transmise à le centre de contact',
    'Une réponse de les services techniques',
    'Une réponse du la direction de l’eau',
    'La mairie de Écully',
    'Rouverte par la Accueil de la mairie',
    'La mairie d’Bron',
    'Transmise à l’Accueil de la mairie',
    'Transmise à la centre de contact',
    'Une réponse du direction de l’eau',
    'La direction de l’eau est prévenu de votre message',
    'Les services techniques est prévenu',
    'Une réponse de {unit}',
  ]
  for (const sentence of wrong) assert.throws(() => checked(sentence), sentence)
})

describe('the names of the territory, in sentences', () => {
  let database: TestDatabase
  let db: Database
  let place: Territory
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, () => new Date('2026-11-23T13:38:00Z'), {}, 2)
    place = await db.read(anonymous(), territory)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const pairs = () =>
    place.authorities.flatMap((authority) =>
      place
        .unitsOf(authority.id)
        .map((unit) => ({ unit: unitNoun(unit), authority: authorityNoun(authority) })),
    )

  it('are written right with « le », « de », « à » and a participle', () => {
    const nouns = [
      ...place.authorities.map(authorityNoun),
      ...place.areas.map(areaNoun),
      ...pairs().map(({ unit }) => unit),
    ]
    assert.ok(nouns.length > 600, String(nouns.length))
    for (const noun of nouns) for (const sentence of standard(noun)) checked(sentence)
  })

  it('are written right in the sentences of workflows, letters and rules', () => {
    const workflows = globSync('definitions/workflows/*.json', { cwd: root }).map(read<WorkflowDefinition>)
    const says = workflows.flatMap(({ transitions }) =>
      transitions.flatMap(({ residentSays, agentSays }) => [residentSays ?? '', agentSays ?? '']),
    )
    // A name without an article is a signature, or stands in brackets.
    const bare = /(?<!(?:le|du|au) |\(|, )\{(?:unit|authority)\}(?!, \{authority\})/iu
    for (const text of says) assert.doesNotMatch(text, bare)
    const letters = read<ReplyTemplate[]>('definitions/templates.json').map(({ text }) => text)
    for (const text of letters) assert.doesNotMatch(text, bare)
    const named = [...says, ...letters.flatMap((text) => text.split(/(?<=[.!?])\s+|\n/))]
    const sentences = [...new Set(named)].filter((text) => /\{(?:unit|authority)\}/.test(text))
    assert.ok(sentences.length > 8)
    const seen = new Map(pairs().map((pair) => [pair.unit.name + pair.authority.name, pair]))
    for (const names of seen.values())
      for (const sentence of sentences) {
        const said = fill(sentence, {
          ...names,
          date: 'lundi 7 décembre',
          agent: 'Zoé Prat',
          explanation: '…',
        })
        checked(said.replace(/\{\w+\}/g, '…'))
      }
    const because = read<{ because: string }[]>('definitions/competence.json').map((rule) => rule.because)
    for (const area of place.areas)
      for (const text of new Set(because)) checked(fill(text, { commune: areaNoun(area) }))
  })

  it('count no days in which a request may be opened again: each mail and the page say those of its workflow', () => {
    const workflows = globSync('definitions/workflows/*.json', { cwd: root }).map(read<WorkflowDefinition>)
    const letters = read<ReplyTemplate[]>('definitions/templates.json').map(({ text }) => text)
    const said = [...letters, ...workflows.flatMap(({ states }) => states.map((state) => state.residentText))]
    assert.ok(said.length > 50)
    for (const text of said) assert.doesNotMatch(text, /(?:dans les|avez) (?:\d+|\p{L}+) jours/u)
  })

  it('name one authority in one way, with what it is', () => {
    for (const authority of place.authorities) {
      assert.match(authority.name, /^(?:Métropole|Ville|Mairie) d(?:e |’)\p{L}/u)
      assert.equal('siteTitle' in authority.profile, false)
      checked(authority.name)
    }
    const named = ['69123', '69081', '69142', '69127'].map((code) => place.authorityByCode(code)?.name)
    assert.deepEqual(named, [
      'Ville de Lyon',
      'Ville d’Écully',
      'Mairie de La Mulatière',
      'Mairie de Marcy-l’Étoile',
    ])
  })

  it('are settled as they come in: « 3e arrondissement », ’', () => {
    const names = [
      ...place.authorities.map(({ name }) => name),
      ...place.areas.map(({ name }) => name),
      ...receptionsOf(place).map(({ name }) => name ?? ''),
    ]
    for (const name of names) assert.doesNotMatch(name, /'|Arrondissement/, name)
  })
})

describe('what people read', () => {
  const STRAIGHT = /\p{L}'\p{L}/u

  it('has typographic apostrophes in every definition', () => {
    const files = globSync('{definitions,test/support/tiny-territory}/**/*.json', { cwd: root })
    assert.ok(files.length > 150)
    for (const file of files) assert.doesNotMatch(readFileSync(join(root, file), 'utf8'), STRAIGHT, file)
  })

  const program = globSync('{src,islands,simulators,demo-site}/**/*.ts', { cwd: root }).filter(
    (file) => !/\.(?:test|fixture|generated)\.ts$/.test(file),
  )

  it('glues no « de » to a name that may begin with a vowel or an article', () => {
    // « FranceConnect » and « ProConnect » are names of the program itself.
    const own = /^simulators|federation.pages.links\.ts$/
    const glued = /(?<!\p{L})(?:de|du|des|d’)(?: |&nbsp;)?(?:<b>)?\$\{[^}]*(?<!\p{L})[\w.]*[nN]ame\b/u
    for (const file of program.filter((one) => !own.test(one)))
      for (const line of readFileSync(join(root, file), 'utf8').split('\n'))
        assert.doesNotMatch(line, glued, file)
  })

  it('has typographic apostrophes in every text of the program', () => {
    assert.ok(program.length > 500)
    for (const file of program) {
      const code = readFileSync(join(root, file), 'utf8')
      const texts = code.replace(/\/\*[^]*?\*\/|(?<=^|[\s;{(,])\/\/.*$/gm, '')
      assert.doesNotMatch(texts, STRAIGHT, file)
    }
  })

  it('lets no line begin with « : », « ; », « ? », « ! » or « », nor end with « « »', () => {
    const space = /[\p{L}\d)»] [:;?!](?=[\s<'`]|$)|« | »/u
    // A text between quotes, and what stands between tags in a template.
    const texts = /(?<=^|[\s([{:?,=])'(?:[^'\\]|\\.)*'|(?<=>|html`)[^<>`'=${]*(?=<)/gu
    const isCode = /^\s*(?:\/\/|\*|\/\*)|\bsql[<`]/
    const faults = program.flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .filter((line) => !isCode.test(line))
        .flatMap((line) => line.match(texts) ?? [])
        .filter((text) => space.test(text) && !text.includes('opens no tag'))
        .map((text) => `${file}: ${text}`),
    )
    assert.deepEqual(faults, [])
  })

  it('never promises two things in the same words', () => {
    const services = globSync('definitions/services/*.json', { cwd: root }).map(
      read<{ solutionLabel?: string }>,
    )
    for (const service of services)
      assert.notEqual(solutionWords(service).toLowerCase(), FIRST_MESSAGE.toLowerCase())
  })
})
