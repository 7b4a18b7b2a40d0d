// Entries of the register on screen: written in a draft, told in words, published; begun, withdrawn; nothing that is used goes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { edit, lockPublication, type Name, publish } from '#definitions'
import { system } from '#platform/actor.ts'
import { loadDefinitions } from '#services'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { draftRead, onDraft } from '#test/drafts.ts'
import { meanwhile, untilAwaited } from '#test/meanwhile.ts'
import { PROCESSING } from '../entry/kind.ts'

const HERE = '/administration/registre'

describe('the register on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
  })
  after(() => parvis.close())

  const said = (body: string) =>
    body
      .slice(Math.max(0, body.indexOf('<main')))
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#39;/g, '’')
      .replace(/\s+/g, ' ')
  const shown = async (at: string, who = metropolis) => said((await who.get(at)).body)

  /** The form as it stands, as a browser would send it. */
  async function typedIn(at: string): Promise<Record<string, string | string[]>> {
    const { body } = await metropolis.get(at)
    const main = body.slice(body.indexOf('<main')).replaceAll('&#39;', '’')
    const boxes = [...main.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)]
      .filter(([box]) => / checked/.test(box))
      .map(([box]) => /value="([^"]*)"/.exec(box)?.[1] ?? '')
    const lines = [...main.matchAll(/<input[^>]* name="(\w+)"[^>]*?(?: value="([^"]*)")?>/g)]
    const areas = [...main.matchAll(/<textarea[^>]* name="(\w+)"[^>]*>\n?([^<]*)<\/textarea>/g)]
    const lists = [...main.matchAll(/<select[^>]* name="(\w+)"[^>]*>([^]*?)<\/select>/g)].map(
      ([, name = '', options = '']) => [name, /value="([^"]*)" selected/.exec(options)?.[1] ?? ''] as const,
    )
    return {
      ...Object.fromEntries([...lines, ...areas].map(([, name = '', value = '']) => [name, value])),
      ...Object.fromEntries(lists),
      ...(boxes.length > 0 && { categories: boxes }),
    }
  }
  const write = async (at: string, more: Record<string, string | string[]>) =>
    metropolis.post(at, { ...(await typedIn(at)), ...more })
  const without = async (at: string, category: string) => {
    const { categories } = await typedIn(at)
    return write(at, { categories: [categories ?? []].flat().filter((one) => one !== category) })
  }

  test('what is written stands in a draft, told in words, and is declared when it is published', async () => {
    const at = `${HERE}/dechets`
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await write(`${at}/finalite`, { finalite: 'Ramasser, et le dire.' })).statusCode, 303)
    assert.equal(
      (await write(`${at}/destinataires`, { transferts: 'Un hébergeur, en Suisse.' })).statusCode,
      303,
    )
    assert.equal((await write(`${at}/demandes`, { duree: '6 mois', raison: 'Assez.' })).statusCode, 303)
    assert.match(
      await shown(at),
      /Brouillon : ce qui change.*La finalité devient « Ramasser, et le dire\. ».*la durée devient 6 mois.*hors de l’Union européenne/,
    )
    assert.doesNotMatch(await shown(at, bron), /Ramasser|Modifier|Retirer/)
    assert.equal((await onDraft(metropolis, at, 'publier')).statusCode, 303)
    assert.match(await shown(at, bron), /version 2, depuis le.*Ramasser, et le dire.*Un hébergeur, en Suisse/)
    const public_ = await parvis.browser().get('/donnees-personnelles')
    assert.match(public_.body, /Ramasser, et le dire/)
  })

  test('what is wrong is said beside its field', async () => {
    const wrong = await write(`${HERE}/dechets/demandes`, { duree: 'longtemps' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /id="duree-erreur"[^]*Écrivez une durée/)
    assert.match((await write(`${HERE}/dechets/finalite`, { finalite: '' })).body, /id="finalite-erreur"/)
    assert.doesNotMatch(await shown(`${HERE}/dechets`), /Brouillon/)
  })

  test('two who write at once are told of each other, and nobody does with a draft what they have not read', async () => {
    const at = `${HERE}/dechets`
    const typed = await typedIn(`${at}/finalite`)
    const both = await Promise.all(
      ['Ramasser.', 'Trier.'].map((finalite) => metropolis.post(`${at}/finalite`, { ...typed, finalite })),
    )
    assert.deepEqual(
      both.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other),
      [303, 409],
    )
    const read = await draftRead(metropolis, at)
    assert.equal((await write(`${at}/finalite`, { finalite: 'Composter.' })).statusCode, 303)
    for (const late of [read, {}, { version: '' }, { version: 'x' }, { version: '1e400' }])
      for (const act of ['publier', 'reprendre', 'abandonner']) {
        const reply = await metropolis.post(`${at}/${act}`, late)
        assert.equal(reply.statusCode, 422, act)
        assert.match(
          said(reply.body),
          /Quelqu’un a écrit dans ce brouillon depuis que vous l’avez lu.*Composter/,
        )
      }
    // Opened and read before it is pressed: nothing brings a draft back.
    const { body } = await metropolis.get(at)
    assert.match(body, /<details[^>]*><summary>Abandonner ce brouillon[^]*abandonner/)
    assert.match(said(body), /Rien ne le fait revenir/)
    assert.equal((await onDraft(metropolis, at, 'abandonner')).statusCode, 303)
  })

  const finalite = (to: string) => [{ do: 'set' as const, at: ['purpose'], to }]
  const DECHETS: Name = { kind: PROCESSING, id: 'dechets' }
  /** Begins again after it was given up, by as many commands. */
  async function begunAgain(at: string, to: string) {
    assert.equal((await write(`${at}/finalite`, { finalite: 'Composter.' })).statusCode, 303)
    const read = { ...(await draftRead(metropolis, at)), form: await typedIn(`${at}/finalite`) }
    assert.equal((await onDraft(metropolis, at, 'abandonner')).statusCode, 303)
    assert.equal((await write(`${at}/finalite`, { finalite: to })).statusCode, 303)
    return read
  }

  test('what was read of a draft is not taken for another that came after it', async () => {
    const at = `${HERE}/dechets`
    const { form, version } = await begunAgain(at, 'Jamais lu.')
    for (const act of ['publier', 'abandonner'])
      assert.equal((await metropolis.post(`${at}/${act}`, { version })).statusCode, 422, act)
    assert.equal((await metropolis.post(`${at}/finalite`, { ...form, finalite: 'Trier.' })).statusCode, 409)
    assert.match(await shown(at), /La finalité devient « Jamais lu\. »/)
    await onDraft(metropolis, at, 'abandonner')
  })

  test('what is written while somebody publishes, or gives up, is not put online nor lost unread', async () => {
    const at = `${HERE}/dechets`
    const admin = await parvis.actor('admin@parvis.example')
    for (const act of ['publier', 'abandonner'] as const) {
      assert.equal((await write(`${at}/finalite`, { finalite: 'Composter.' })).statusCode, 303)
      const read = await draftRead(metropolis, at)
      const late = await meanwhile(
        parvis.db,
        admin,
        async (tx) => {
          await lockPublication(tx)
          await edit(tx, DECHETS, finalite('Écrit pendant ce temps.'))
        },
        () => metropolis.post(`${at}/${act}`, read),
      )
      assert.equal(late.statusCode, 422, act)
      assert.match(said(late.body), /depuis que vous l’avez lu.*Écrit pendant ce temps/)
      assert.equal((await onDraft(metropolis, at, 'abandonner')).statusCode, 303)
    }
  })

  test('whoever publishes second is told that there is no draft any more', async () => {
    const at = `${HERE}/dechets`
    assert.equal((await write(`${at}/finalite`, { finalite: 'Composter.' })).statusCode, 303)
    const read = await draftRead(metropolis, at)
    const late = await meanwhile(
      parvis.db,
      system,
      (tx) => publish(tx, parvis.house, [DECHETS]),
      () => metropolis.post(`${at}/publier`, read),
    )
    assert.deepEqual([late.statusCode, late.headers.location], [303, at])
    assert.match((await metropolis.get(at)).body, /Il n’y a plus de brouillon/)
  })

  test('nobody waits for what somebody else writes to be judged', async () => {
    const at = `${HERE}/dechets`
    const typed = await typedIn(`${at}/finalite`)
    const owner = new pg.Client(parvis.ownerUrl)
    await owner.connect()
    // What sites receive is read when an entry is judged: the judgement stands still there.
    await owner.query('begin; lock identity.client in access exclusive mode')
    const written = metropolis.post(`${at}/finalite`, { ...typed, finalite: 'Trier.' })
    await untilAwaited(parvis.db, written)
    const { rows } = await owner.query(`select from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`)
    await owner.query('commit')
    await owner.end()
    assert.equal(rows.length, 0)
    assert.equal((await written).statusCode, 303)
    assert.equal((await onDraft(metropolis, at, 'abandonner')).statusCode, 303)
  })

  test('a site of Bron relies on the entry of its sector', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    const site = {
      ...{ authority: '69029', name: 'La Médiathèque', sector: 'culture', auth: 'client_secret_basic' },
      ...{ redirect: 'https://mediatheque.bron.example/retour', postlogout: '', backchannel: '', keys: '' },
      ...{ values: ['email', 'name'], required: 'email' },
    }
    assert.equal((await bron.post('/administration/sites/nouveau', site)).statusCode, 200)
  })

  test('a category that a form, a site or the platform uses does not go: what uses it is named beside it', async () => {
    const refused = async (id: string, category: string, words: RegExp) => {
      const { statusCode, body } = await without(`${HERE}/${id}/donnees`, category)
      assert.equal(statusCode, 422, id)
      assert.match(said(/id="categories-erreur"[^>]*>[^]*?<\/p>/.exec(body)?.[0] ?? ''), words)
    }
    await refused(
      'espace-public',
      'pictures',
      /« Photos » ne se retire pas.*« Signaler .* » \(« Photos »\).* et \d+.autres en recueillent/,
    )
    await refused('espace-public', 'messages', /« Messages échangés » ne se retire pas/)
    await refused('sites-culture', 'contact', /Le site « .* » \(Ville de Bron\) reçoit « Adresse e-mail »/)
    await refused('compte', 'birth', /La plateforme elle-même tient « Date et lieu de naissance »/)
    assert.equal((await without(`${HERE}/dechets/donnees`, 'address')).statusCode, 303)
    await onDraft(metropolis, `${HERE}/dechets`, 'abandonner')
  })

  test('a new entry begins as another one, and answers once it is published', async () => {
    const at = `${HERE}/sport-a-bron`
    const begun = { titre: 'Sport à Bron', comme: 'sites-sport' }
    assert.equal((await metropolis.post(`${HERE}/nouvelle`, begun)).statusCode, 303)
    assert.match(await shown(HERE), /Sport à Bron.*Brouillon/)
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await bron.get(at)).statusCode, 404)
    const refused = await onDraft(metropolis, at, 'publier')
    assert.match(
      said(refused.body),
      /Rien n’est publié.*les sites du secteur sport ont déjà une fiche, sites-sport/,
    )
    assert.equal((await write(`${at}/declaration`, { responsable: '69029' })).statusCode, 303)
    assert.equal((await onDraft(metropolis, at, 'publier')).statusCode, 303)
    assert.match(await shown(at, bron), /Responsable Ville de Bron/)
    assert.match((await metropolis.post(`${HERE}/nouvelle`, begun)).body, /Ce nom sert déjà/)
  })

  test('an entry is withdrawn when nothing uses it, and files leave it so', async () => {
    for (const [id, words] of [
      ['dechets', /Des démarches en dépendent : « .*collecte/],
      ['sites-culture', /Le site « .* » \(Ville de Bron\) n’aurait plus de fiche/],
      ['courriels', /n’aurait plus de durée de conservation/],
    ] as const) {
      const { statusCode, body } = await metropolis.post(`${HERE}/${id}/retirer`, {})
      assert.equal(statusCode, 422, id)
      assert.match(said(body), words)
    }
    for (const id of ['sport-a-bron', 'sites-mobilite']) {
      assert.equal((await metropolis.post(`${HERE}/${id}/retirer`, {})).statusCode, 303, id)
      assert.equal((await metropolis.get(`${HERE}/${id}`)).statusCode, 404)
    }
    const load = await parvis.db.write(system, (tx) => loadDefinitions(tx, 'definitions', parvis.house))
    assert.deepEqual(load.problems, [])
    assert.ok(load.left.some((sentence) => sentence.startsWith('traitement sites-mobilite : retiré')))
    assert.equal((await metropolis.get(`${HERE}/sites-mobilite`)).statusCode, 404)
  })

  test('nobody else writes one', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    for (const [at, values] of [
      [`${HERE}/nouvelle`, { titre: 'À nous', comme: 'dechets' }],
      [`${HERE}/dechets/finalite`, { finalite: 'À nous' }],
      [`${HERE}/dechets/publier`, {}],
      [`${HERE}/dechets/retirer`, {}],
    ] as const)
      assert.equal((await bron.post(at, values)).statusCode, 404, at)
  })
})
