// Words of the territory on screen: found at once by the search, told, kept from imports, and nobody else's to write.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { publish } from '#definitions'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { emit } from '#platform/ledger/events.ts'
import { loadDefinitions } from '#services'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { onDraft } from '#test/drafts.ts'
import { meanwhile } from '#test/meanwhile.ts'
import type { RuleText } from '../routing/change.ts'
import { changeRules } from '../rules/change-rules.ts'
import { SERVICE as KIND } from '../words/kind.ts'
import { type WordList, WORD_LISTS } from './lists.ts'
import { withdrawWord } from './write.ts'

const HERE = '/administration/mots'

describe('words of the territory on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
  })
  after(() => parvis.close())

  const said = (body: string) =>
    body
      .slice(body.indexOf('<main'))
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#39;/g, '’')
      .replace(/\s+/g, ' ')
  const found = async (quoi: string) =>
    said((await parvis.browser().get(`/demarches?quoi=${encodeURIComponent(quoi)}`)).body)
  async function typedAt(at: string) {
    const { body } = await metropolis.get(at)
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
    const area = (name: string) =>
      new RegExp(`<textarea[^>]* name="${name}"[^>]*>\\n?([^<]*)<`)
        .exec(body)?.[1]
        ?.replaceAll('&#39;', '’') ?? ''
    return { version: hidden('version'), lu: hidden('lu'), area, body }
  }

  test('the search finds at once by what was written of a subject, and by synonyms', async () => {
    assert.doesNotMatch(await found('gouffre à vélos'), /Signaler un nid-de-poule/)
    const at = `${HERE}/sujets/nid-de-poule`
    const { version, area, body } = await typedAt(at)
    assert.match(said(body), /1 démarche \(Signaler un nid-de-poule\) et .* règles? de compétence/)
    const synonyms = `${area('synonyms')}\ngouffre à vélos`
    const reply = await metropolis.post(at, { version, label: 'Nid-de-poule', synonyms })
    assert.equal(reply.statusCode, 303)
    assert.match(await found('gouffre à vélos'), /Signaler un nid-de-poule/)
    assert.match(said((await metropolis.get(at)).body), /gouffre à vélos.*Histoire|Histoire.*gouffre à vélos/)
    assert.equal((await metropolis.post(at, { version, label: 'Autre', synonyms: 'x' })).statusCode, 409)
    const alone = await metropolis.post(`${HERE}/synonymes/nouveaux`, { words: 'trottinettodrome' })
    assert.match(said(alone.body), /Écrivez 2 expressions au moins/)
    const words = 'trottinettodrome\nnid-de-poule'
    assert.equal((await metropolis.post(`${HERE}/synonymes/nouveaux`, { words })).statusCode, 303)
    assert.match(await found('trottinettodrome'), /Signaler un nid-de-poule/)
    const again = { words: 'Nid de poule\nTrottinettodrome' }
    assert.match(
      said((await metropolis.post(`${HERE}/synonymes/nouveaux`, again)).body),
      /Ces expressions sont déjà synonymes : trottinettodrome, nid-de-poule/,
    )
  })

  test('a theme and a life event read as they were written, with the services that they name', async () => {
    const theme = await typedAt(`${HERE}/themes/rues-et-espace-public`)
    const rues = { version: theme.version, title: 'La rue', text: 'Trous, lumière, arbres' }
    assert.equal((await metropolis.post(`${HERE}/themes/rues-et-espace-public`, rues)).statusCode, 303)
    assert.match(said((await parvis.browser().get('/demarches')).body), /La rue/)
    const at = `${HERE}/moments/j-emmenage`
    const { version, area } = await typedAt(at)
    assert.match(
      area('steps'),
      /^Un mois avant\n[^\n]+\n- Place pour un déménagement|^Un mois avant\n[^\n]+\n- /,
    )
    const typed = { version, title: 'J’emménage', text: 'Dans l’ordre.' }
    const wrong = await metropolis.post(at, { ...typed, steps: 'Avant\nPrévenez.\n- Démarche inconnue' })
    assert.match(said(wrong.body), /Aucune démarche ne s’appelle «.Démarche inconnue.»/)
    const steps = 'Avant\nPrévenez tout le monde.\n- question à votre mairie\n\nAprès\nSoufflez.'
    const kept = await metropolis.post(at, {
      ...typed,
      steps: steps.replace('question à votre mairie', 'question-a-votre-mairie'),
    })
    assert.equal(kept.statusCode, 303)
    assert.match(
      said((await parvis.browser().get('/vie/j-emmenage')).body),
      /Avant Prévenez tout le monde\..*Après Soufflez\./,
    )
  })

  test('files leave what was changed on screen, and say so', async () => {
    const load = await parvis.db.write(system, (tx) => loadDefinitions(tx, 'definitions', parvis.house))
    assert.deepEqual(load.problems, [])
    for (const left of [
      'thésaurus, nid-de-poule',
      'thèmes, rues-et-espace-public',
      'moments de vie, j-emmenage',
    ])
      assert.ok(
        load.left.some((sentence) => sentence.startsWith(left)),
        left,
      )
    assert.match(await found('trottinettodrome'), /Signaler un nid-de-poule/)
  })

  const add = (list: string, values: Record<string, string>) =>
    metropolis.post(`${HERE}/${list}/nouveau`, values)
  const withdraw = async (word: string, vers: string) => {
    const { version } = await typedAt(`${HERE}/${word}/retirer`)
    return metropolis.post(`${HERE}/${word}/retirer`, { version, vers })
  }
  const SERVICE = '/administration/demarches/signaler-un-nid-de-poule'
  const draftFile = async (values: Record<string, string>) => {
    const { version, lu } = await typedAt(`${SERVICE}/rangement`)
    const kept = await metropolis.post(`${SERVICE}/rangement`, { version, lu, ...values })
    assert.equal(kept.statusCode, 303)
  }
  const file = async (values: Record<string, string>) => {
    await draftFile(values)
    return onDraft(metropolis, SERVICE, 'publier')
  }

  test('a new theme holds services at once; withdrawn, its address leads to another', async () => {
    assert.equal((await add('themes', { title: 'La nuit', text: 'Lumière', icon: 'house' })).statusCode, 303)
    assert.doesNotMatch(said((await metropolis.get(`${HERE}/themes/la-nuit`)).body), /undefined/)
    const twice = await add('themes', { title: 'La nuit', text: 'Encore', icon: 'house' })
    assert.match(said(twice.body), /Ce nom sert déjà/)
    assert.equal((await file({ theme: 'la-nuit', sujet: 'nid-de-poule' })).statusCode, 303)
    const resident = parvis.browser()
    assert.match(said((await resident.get('/demarches/themes/la-nuit')).body), /Signaler un nid-de-poule/)
    const used = await withdraw('themes/la-nuit', 'se-deplacer')
    assert.equal(used.statusCode, 422)
    assert.match(said(used.body), /Encore utilisé par la démarche « Signaler un nid-de-poule »/)
    assert.match(used.body, /signaler-un-nid-de-poule\/rangement/)
    assert.equal((await file({ theme: 'rues-et-espace-public', sujet: 'nid-de-poule' })).statusCode, 303)
    assert.equal((await withdraw('themes/la-nuit', 'se-deplacer')).statusCode, 303)
    const moved = await resident.get('/demarches/themes/la-nuit')
    assert.equal(moved.headers.location, '/demarches/themes/se-deplacer')
    assert.doesNotMatch((await resident.get('/demarches')).body, /La nuit/)
    assert.equal((await metropolis.get(`${HERE}/themes/la-nuit`)).statusCode, 404)
  })

  test('a new life event is read at once; withdrawn, what led to it follows', async () => {
    const steps = 'Avant\nRespirez.'
    for (const title of ['Je respire', 'Je souffle'])
      assert.equal(
        (await add('moments', { title, text: 'Calmement.', icon: 'house', steps })).statusCode,
        303,
      )
    assert.match(said((await parvis.browser().get('/vie/je-respire')).body), /Avant Respirez/)
    assert.equal((await withdraw('moments/je-respire', 'je-souffle')).statusCode, 303)
    assert.equal((await withdraw('moments/je-souffle', 'j-emmenage')).statusCode, 303)
    const { headers } = await parvis.browser().get('/vie/je-respire')
    assert.equal(headers.location, '/vie/j-emmenage')
  })

  test('a subject is made, refused to a service while no rule answers, and withdrawn with its words', async () => {
    assert.equal(
      (await add('sujets', { label: 'Trottinoir', synonyms: 'glissoire de rue', parent: '' })).statusCode,
      303,
    )
    const refused = await file({ theme: 'rues-et-espace-public', sujet: 'trottinoir' })
    assert.equal(refused.statusCode, 422)
    assert.match(said(refused.body), /du sujet « Trottinoir » ne disent pas partout qui répond/)
    await onDraft(metropolis, SERVICE, 'abandonner')
    const kept = await withdraw('sujets/nid-de-poule', 'trottinoir')
    assert.match(said(kept.body), /Encore utilisé par la démarche « Signaler un nid-de-poule »/)
    assert.equal((await withdraw('sujets/trottinoir', 'nid-de-poule')).statusCode, 303)
    assert.match(await found('glissoire de rue'), /Signaler un nid-de-poule/)
    assert.doesNotMatch((await metropolis.get(HERE)).body, /sujets\/trottinoir/)
    const rules = '/administration/competences/sujets/trottinoir'
    assert.doesNotMatch((await metropolis.get(rules)).body, /trottinoir\/nouvelle/)
    assert.equal((await metropolis.get(`${rules}/nouvelle`)).statusCode, 404)
  })

  test('nothing goes under what is being withdrawn, and nothing is withdrawn under what is being published', async () => {
    const admin = await parvis.actor('admin@parvis.example')
    for (const label of ['Glissoire', 'Patinoire'])
      assert.equal((await add('sujets', { label, synonyms: '', parent: '' })).statusCode, 303)
    const withdrawing = (id: string) => (tx: Write) =>
      withdrawWord(tx, WORD_LISTS[0] as WordList, { id, into: 'tag', seen: 1 })
    const below = await meanwhile(parvis.db, admin, withdrawing('glissoire'), () =>
      add('sujets', { label: 'Petite glissoire', synonyms: '', parent: 'glissoire' }),
    )
    assert.equal(below.statusCode, 422)
    assert.match(said(below.body), /Choisissez un sujet de la liste/)
    const rule: RuleText = {
      ...{ category: 'patinoire', function: 'roads', from: '2027-01-01' },
      ...{ answers: 'metropolis', basis: 'Essai', because: 'La métropole répond.' },
    }
    const ruled = meanwhile(parvis.db, admin, withdrawing('patinoire'), () =>
      parvis.db.write(admin, (tx) => changeRules(tx, { do: 'add', rule }, null)),
    )
    await assert.rejects(ruled, /Ce sujet est retiré/)
    assert.equal((await add('themes', { title: 'Le jour', text: 'Lumière', icon: 'house' })).statusCode, 303)
    await draftFile({ theme: 'le-jour', sujet: 'nid-de-poule' })
    const kept = await meanwhile(
      parvis.db,
      system,
      (tx) => publish(tx, parvis.house, [{ kind: KIND, id: 'signaler-un-nid-de-poule' }]),
      () => withdraw('themes/le-jour', 'se-deplacer'),
    )
    assert.equal(kept.statusCode, 422)
    assert.match(said(kept.body), /Encore utilisé par la démarche « Signaler un nid-de-poule »/)
    assert.equal((await file({ theme: 'rues-et-espace-public', sujet: 'nid-de-poule' })).statusCode, 303)
  })

  test('whoever can write SQL makes no circle, writes no more what is withdrawn, and nothing without a word', async () => {
    const admin = await parvis.actor('admin@parvis.example')
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ number: number }>`select number from services.theme where slug = 'se-deplacer'`.execute(tx.q),
    )
    const written = (statement: string, told?: object) =>
      parvis.db
        .write(admin, async (tx) => {
          await sql.raw(statement).execute(tx.q)
          if (told === undefined) return
          const subject = { subjectKind: 'word', subjectId: rows[0]?.number ?? 0 }
          await emit(tx, { name: 'word.changed', ...subject, payload: { said: told } })
        })
        .then(() => 'written', String)
    for (const [statement, refusal] of [
      [
        `insert into services.category (code, label, parent, synonyms) values ('rond', 'Rond', 'rond', '{}')`,
        /leads to one that stands/,
      ],
      [
        `insert into services.category (code, label, parent, synonyms) values ('sous', 'Sous', 'trottinoir', '{}')`,
        /leads to one that stands/,
      ],
      [
        `update services.theme set leads_to = case slug when 'se-deplacer' then 'le-jour' else 'se-deplacer' end
         where slug in ('se-deplacer', 'le-jour')`,
        /leads to one that stands/,
      ],
      [
        `update services.category set leads_to = 'nid-de-poule' where code = 'chaussee'`,
        /others below stays/,
      ],
      [`update services.category set leads_to = null where code = 'trottinoir'`, /written no more/],
      [`update services.theme set title = 'Nuit' where slug = 'la-nuit'`, /written no more/],
      [`update services.category set label = 'Trou' where code = 'nid-de-poule'`, /is told/],
      [`update services.synonym set words = '{a,b}' where rank = 0`, /is told/],
      [`update services.life_event set leads_to = 'je-me-marie' where slug = 'j-emmenage'`, /is told/],
      [
        `insert into services.theme (slug, title, text, icon, rank) values ('a-nous', 'À nous', 'x', 'house', 99)`,
        /is told/,
      ],
    ] as const)
      assert.match(await written(statement), refusal, statement)
    const title = (value: string) => `update services.theme set title = '${value}' where slug = 'se-deplacer'`
    assert.match(await written(title('Rouler'), { title: 'Marcher' }), /is told/)
    assert.equal(await written(title('Rouler'), { title: 'Rouler' }), 'written')
    const ahead = { title: 'Rouler', text: 'Promis pour plus tard' }
    assert.equal(await written(title('Rouler'), ahead), 'written')
    const silently = `update services.theme set text = '${ahead.text}' where slug = 'se-deplacer'`
    assert.match(await written(silently), /is told/, 'in another transaction')
  })

  test('nobody else writes one, by either wall', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    const { body } = await bron.get(`${HERE}?q=nid-de-poule`)
    assert.match(body, /De la métropole[^]*Nid-de-poule/)
    assert.doesNotMatch(body, /mots\/sujets\/|Nouveau sujet/)
    assert.equal((await bron.get(`${HERE}/themes/nouveau`)).statusCode, 404)
    assert.equal((await bron.post(`${HERE}/themes/se-deplacer/retirer`, { vers: 'la-nuit' })).statusCode, 404)
    assert.equal(
      (await bron.post(`${HERE}/themes/se-deplacer`, { title: 'À nous', text: 'x' })).statusCode,
      404,
    )
    const actor = await parvis.actor('admin.bron@parvis.example')
    for (const statement of [
      sql`update services.category set label = 'À nous'`,
      sql`update services.synonym set words = '{}'`,
      sql`update services.theme set title = 'À nous'`,
      sql`update services.life_event set title = 'À nous'`,
      sql`update services.theme set leads_to = 'se-deplacer' where slug <> 'se-deplacer'`,
    ]) {
      const { numAffectedRows } = await parvis.db.write(actor, (tx) => statement.execute(tx.q))
      assert.equal(numAffectedRows, 0n)
    }
    for (const statement of [
      sql`insert into services.category (code, label, synonyms) values ('a-nous', 'À nous', '{}')`,
      sql`insert into services.theme (slug, title, text, icon, rank) values ('a-nous', 'À nous', 'x', 'house', 99)`,
    ])
      await assert.rejects(
        parvis.db.write(actor, (tx) => statement.execute(tx.q)),
        /row-level security/,
      )
  })
})
