// The studio: a form built, changed, moved, undone, published and rolled back on screen; two authors merge; nothing wrong goes online.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { draft, drafts, edit, giveUp, live } from '#definitions'
import { checkForm, fieldKinds, FORM, type FormDefinition } from '#forms'
import { type Actor, system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { draftRead } from '#test/drafts.ts'
import { questionFrom, panelOf, panelShown } from './questions/panel.ts'
import { placedIn, placedInBlock } from './written/elements.ts'

const HERE = '/administration/formulaires'

const said = (body: string) =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', '\u00a0')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ')
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

describe('the studio', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let karim: TestBrowser
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    karim = await parvis.signedInAs('admin@parvis.example')
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())

  type Typed = Record<string, string | string[]>
  /** What is shown is posted, with what is changed. */
  async function fill(at: string, values: Typed, who = odile) {
    const { body } = await who.get(at)
    return who.post(at, { ...values, version: hidden(body, 'version'), lu: hidden(body, 'lu') })
  }
  async function tried(at: string, values: Typed, who = odile) {
    const { body } = await who.get(at)
    const asked = { ...values, version: hidden(body, 'version'), lu: hidden(body, 'lu') }
    const first = await who.post(at, asked)
    const essai = hidden(first.body, 'essai')
    return { trial: said(first.body), reply: essai === '' ? first : await who.post(at, { ...asked, essai }) }
  }
  const draftOf = async (id: string): Promise<FormDefinition> => {
    const row = (await parvis.db.read(editor, drafts)).find((one) => one.kind === 'form' && one.id === id)
    return (row?.body ?? assert.fail(`no draft of ${id}`)) as unknown as FormDefinition
  }
  const liveOf = async (id: string) =>
    (await parvis.db.read(system, (tx) => live(tx, FORM))).find((row) => row.id === id)
  const ids = (form: FormDefinition) => form.pages.map(({ fields }) => fields.map(({ id }) => id))
  const question = async (form: string, id: string) =>
    placedIn(await draftOf(form)).find(({ field }) => field.id === id)?.field
  const drop = (id: string) => parvis.db.write(editor, (tx) => giveUp(tx, { kind: FORM, id }))
  const publish = async (at: string) => odile.post(`${at}/publier`, await draftRead(odile, `${at}/publier`))
  const panelPosted = async (form: string, id: string, change: Typed): Promise<Typed> => {
    const field = (await question(form, id)) ?? assert.fail(id)
    const shown = panelShown(field)
    const asked = Object.keys(panelOf(field).fields)
    return { ...Object.fromEntries(asked.map((name) => [name, shown[name] ?? ''])), ...change }
  }

  test('the metropolis’s forms are listed with who uses them; towns read them, and write none', async () => {
    const list = said((await odile.get(HERE)).body)
    assert.match(list, /Formulaires \d+ formulaires/)
    assert.match(list, /Tag Tag ou affichage sauvage|Signaler un tag/)
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    for (const at of [HERE, `${HERE}/tag`, `${HERE}/tag/apercu`, `${HERE}/tag/copier`, `${HERE}/nouveau`])
      assert.equal((await bron.get(at)).statusCode, 200, at)
    for (const at of ['titre', 'publier', 'historique', 'chemins', 'ordre', 'archiver'])
      assert.equal((await bron.get(`${HERE}/tag/${at}`)).statusCode, 404, at)
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    assert.equal((await agent.get(HERE)).statusCode, 404)
    assert.equal((await odile.get(`${HERE}/rien`)).statusCode, 404)
    assert.equal((await odile.get(`${HERE}/tag/questions/rien/changer`)).statusCode, 404)
  })

  test('a form is begun, its questions added, changed in the panel of their sort, and answers pasted', async () => {
    const begun = await fill(`${HERE}/nouveau`, { titre: 'Réserver un jardin', fiche: 'espace-public' })
    assert.equal(begun.headers.location, `${HERE}/reserver-un-jardin`)
    const at = `${HERE}/reserver-un-jardin`
    const added = await fill(`${at}/pages/page_1/questions/nouvelle`, {
      intitule: 'Où est le jardin\u00a0?',
      sorte: 'location',
    })
    assert.equal(added.headers.location, `${at}#element-ou_est_le_jardin`)
    assert.equal((await question('reserver-un-jardin', 'ou_est_le_jardin'))?.role, 'place')
    const told = await fill(`${at}/pages/page_1/questions/nouvelle`, {
      intitule: 'Avant de commencer',
      sorte: 'explanation',
    })
    assert.equal(told.headers.location, `${at}/questions/avant_de_commencer/changer`)
    assert.match(said((await odile.get(at)).body), /L’explication « Avant de commencer » ne dit rien/)
    assert.equal(
      (
        await fill(
          `${at}/questions/avant_de_commencer/changer`,
          await panelPosted('reserver-un-jardin', 'avant_de_commencer', {
            'option-text': '- La clé\r\n- Le badge',
          }),
        )
      ).statusCode,
      303,
    )
    const kept = await question('reserver-un-jardin', 'avant_de_commencer')
    assert.equal((kept as unknown as { text: string }).text, '- La clé\n- Le badge')
    const choice = await fill(`${at}/pages/page_1/questions/nouvelle`, {
      intitule: 'Pour quoi faire\u00a0?',
      sorte: 'single-choice',
    })
    assert.equal(choice.headers.location, `${at}/questions/pour_quoi_faire/changer`)
    assert.match(said((await odile.get(at)).body), /bloque.*doit proposer au moins deux réponses/)
    const none = await fill(
      `${at}/questions/pour_quoi_faire/changer`,
      await panelPosted('reserver-un-jardin', 'pour_quoi_faire', {
        intitule: '',
        choix: ['', 'aide seule', ''],
      }),
    )
    assert.equal(none.statusCode, 422)
    assert.match(said(none.body), /Écrivez la question/)
    await fill(
      `${at}/questions/pour_quoi_faire/changer`,
      await panelPosted('reserver-un-jardin', 'pour_quoi_faire', {
        choix: ['Une fête', '', '', 'Un marché', 'Deux jours au plus', ''],
        reponse: 'facultative',
      }),
    )
    assert.deepEqual((await question('reserver-un-jardin', 'pour_quoi_faire'))?.choices, [
      { value: 'une_fete', label: 'Une fête' },
      { value: 'un_marche', label: 'Un marché', hint: 'Deux jours au plus' },
    ])
    // What an answer keeps stays, whatever its line says now.
    const pasted = await fill(`${at}/questions/pour_quoi_faire/reponses`, {
      comment: 'remplacer',
      liste: 'Un marché\nUn concert | En plein air\n\nUn concert | Le soir',
    })
    assert.equal(pasted.statusCode, 303)
    assert.deepEqual(
      (await question('reserver-un-jardin', 'pour_quoi_faire'))?.choices?.map(({ value, hint }) => [
        value,
        hint,
      ]),
      [
        ['un_marche', 'Deux jours au plus'],
        ['un_concert', 'Le soir'],
      ],
    )
    const many = await fill(`${at}/questions/pour_quoi_faire/reponses`, {
      comment: 'remplacer',
      liste: Array.from({ length: 3001 }, (_, n) => `Réponse ${n}`).join('\n'),
    })
    assert.equal(many.statusCode, 422)
    assert.match(said(many.body), /3000 réponses au plus/)
    assert.equal((await fill(`${HERE}/nouveau`, { titre: 'Réserver un jardin', fiche: '' })).statusCode, 422)
    await drop('reserver-un-jardin')
  })

  test('every sort of question has its panel, which changes nothing of what it shows', () => {
    for (const { type } of fieldKinds) {
      const field = { id: 'q', type, label: 'Une question' }
      const shown = panelShown(field)
      const { input, fields } = panelOf(field)
      const posted = Object.fromEntries(Object.keys(fields).map((name) => [name, shown[name] ?? '']))
      assert.deepEqual(questionFrom(field, input.parse(posted)), field, type)
    }
  })

  test('what is kept of every question of the real forms comes out of its panel as it went in', async () => {
    for (const { body } of await parvis.db.read(system, (tx) => live(tx, FORM)))
      for (const { field, block } of placedIn(body).flatMap((one) => [one, ...placedInBlock(one)])) {
        const shown = panelShown(field)
        const { input, fields } = panelOf(field, block !== undefined)
        const posted = Object.fromEntries(Object.keys(fields).map((name) => [name, shown[name] ?? '']))
        const typed = input.parse(posted)
        // « event » is what a place is when nothing is said.
        const { place, ...rest } = field
        const kept = place === undefined || place === 'event' ? rest : field
        assert.deepEqual(questionFrom(field, typed), kept, `${body.id}, ${field.id}`)
      }
  })

  test('questions move three ways, pages too; after each the place is said, and one act undoes it', async () => {
    const at = `${HERE}/tag`
    const first = (await liveOf('tag'))?.body ?? assert.fail()
    const start = ids(first)
    const [one = '', two = ''] = start[0] ?? []
    const moved = await odile.post(`${at}/descendre`, { question: one })
    assert.equal(moved.headers.location, `${at}#element-${one}`)
    assert.match((await odile.get(at)).body, /role="status"[^]*en position 2 sur \d+\./)
    assert.deepEqual(ids(await draftOf('tag'))[0]?.slice(0, 2), [two, one])
    const last = first.pages.length - 1
    const far = start[last]?.[0] ?? ''
    await fill(`${at}/questions/${one}/deplacer`, { place: `apres.${far}` })
    assert.deepEqual(ids(await draftOf('tag'))[last]?.slice(0, 2), [far, one], 'to another page')
    const again = await odile.get(at)
    const undone = await odile.post(`${at}/annuler`, { acte: hidden(again.body, 'acte') })
    assert.equal(undone.statusCode, 303)
    assert.deepEqual(ids(await draftOf('tag'))[0]?.slice(0, 2), [two, one])
    const stale = await odile.post(`${at}/annuler`, { acte: hidden(again.body, 'acte') })
    assert.equal(stale.statusCode, 409, 'that act is undone already')
    const numbers = Object.fromEntries(
      placedIn(await draftOf('tag')).map(({ field, number }) => [`n-${field.id}`, String(number)]),
    )
    const { trial, reply } = await tried(`${at}/ordre`, { ...numbers, [`n-${one}`]: '1' })
    assert.match(trial, /L’ordre que cela donne Page 1\..* 1\. /)
    assert.equal(reply.statusCode, 303)
    assert.deepEqual(ids(await draftOf('tag')), start)
    const twice = await tried(`${at}/ordre`, { ...numbers, [`n-${one}`]: '3', [`n-${two}`]: '3' })
    assert.equal(twice.reply.statusCode, 422)
    await odile.post(`${at}/pages/descendre`, { page: first.pages[0]?.id ?? '' })
    assert.deepEqual(ids(await draftOf('tag'))[1], start[0])
    assert.match(said((await odile.get(`${at}/historique`)).body), /Actes de ce brouillon.*passe après/)
    await drop('tag')
  })

  test('conditions are chosen from lists, read back as a sentence; what lists do not say stays', async () => {
    const at = `${HERE}/tag`
    const form = (await liveOf('tag'))?.body ?? assert.fail()
    const source = placedIn(form).find(({ field }) => field.type === 'single-choice')?.field ?? assert.fail()
    const target = placedIn(form).find(
      ({ field }) => field.id !== source.id && field.showIf === undefined,
    )?.field
    const [a, b] = source.choices ?? []
    const is = (value = '') => `is:${source.id}:${JSON.stringify(value)}`
    const when = `${at}/questions/${target?.id}/quand`
    const { trial, reply } = await tried(when, {
      lien: 'any',
      'quoi-1': is(a?.value),
      'quoi-2': is(b?.value),
    })
    assert.match(trial, new RegExp(`Cela se lit Posée si « .* » est « ${a?.label.slice(0, 5)}.* ou `))
    assert.equal(reply.statusCode, 303)
    assert.deepEqual((await question('tag', target?.id ?? ''))?.showIf, {
      op: 'any',
      conditions: [a, b].map((choice) => ({ op: 'is', of: source.id, value: choice?.value })),
    })
    // Two answers of one question at once: nobody would see it.
    await tried(when, { lien: 'all', 'quoi-1': is(a?.value), 'quoi-2': is(b?.value) })
    assert.match(
      said((await odile.get(at)).body),
      /Personne ne verrait la question .* aucune réponse ne rend cela vrai/,
    )
    const refused = await publish(at)
    assert.equal(refused.statusCode, 422)
    assert.match(said(refused.body), /Rien n’est publié.*Personne ne verrait/)
    const odd = await fill(when, { lien: 'all', 'quoi-1': 'is:constructor:"x"' })
    assert.equal(odd.statusCode, 422)
    // A question that is read says so before it goes.
    assert.match(
      said((await odile.get(`${at}/questions/${source.id}/retirer`)).body),
      /Ce qui la lit.*la question est posée/,
    )
    await drop('tag')
  })

  test('« puis aller à »: an answer skips pages, by their conditions; what somebody chose meanwhile is not overwritten', async () => {
    const at = `${HERE}/tag/chemins`
    const form = (await liveOf('tag'))?.body ?? assert.fail()
    const source = placedIn(form).find(
      ({ field, page }) => field.type === 'single-choice' && page === form.pages[0],
    )
    const { field } = source ?? assert.fail()
    const [name, seen] = [`vers-${field.id}-1`, `lu-${field.id}-1`]
    const [, second = assert.fail(), third = assert.fail()] = form.pages
    assert.match((await odile.get(at)).body, new RegExp(`<select id="${name}"`))
    const kept = await odile.post(at, { [name]: third.id, [seen]: second.id })
    assert.equal(kept.statusCode, 303)
    const skipped = { op: 'not', condition: { op: 'is', of: field.id, value: field.choices?.[0]?.value } }
    assert.deepEqual((await draftOf('tag')).pages[1]?.showIf, skipped)
    assert.match(
      said((await odile.get(at)).body),
      /1 réponse quitte l’ordre des pages.*Conditions de ce formulaire.*la page est montrée s’il n’est pas vrai que/,
    )
    const late = await karim.post(at, { [name]: '', [seen]: second.id })
    assert.equal(late.statusCode, 409)
    assert.match(said(late.body), /Quelqu’un a choisi « .* » pendant que vous choisissiez la fin/)
    assert.deepEqual((await draftOf('tag')).pages[1]?.showIf, skipped)
    const before = await odile.post(at, { [name]: form.pages[0]?.id ?? '', [seen]: third.id })
    assert.equal(before.statusCode, 409)
    assert.match(said(before.body), /ne mène qu’à une page d’après/)
    assert.equal((await odile.post(at, { [name]: second.id, [seen]: third.id })).statusCode, 303)
    assert.equal((await draftOf('tag')).pages[1]?.showIf, undefined)
    await drop('tag')
  })

  test('is tried as somebody: what they find filled, their words, the same judgement; nothing is kept', async () => {
    const at = `${HERE}/tag/apercu`
    const form = (await liveOf('tag'))?.body ?? assert.fail()
    const place = placedIn(form).find(({ field }) => field.role === 'place')?.field.id ?? assert.fail()
    const name = placedIn(form).find(({ field }) => field.role === 'contactName')?.field.id ?? assert.fail()
    const kind = placedIn(form).find(({ field }) => field.type === 'single-choice')?.field ?? assert.fail()
    const own = (await odile.get(`${at}?comme=compte&largeur=telephone&commune=69029`)).body
    assert.match(own, /studio-preview phone/)
    assert.match(own, /<option value="69029" selected/)
    assert.match(own, new RegExp(`name="${name}" value="Lucette Morandat"`), 'goes with the page')
    assert.doesNotMatch((await odile.get(at)).body, /Lucette/)
    const wrong = await odile.post(at, { etape: form.pages[0]?.id ?? '' })
    assert.equal(wrong.statusCode, 422)
    assert.match(said(wrong.body), /Choisissez la commune/)
    const typed = {
      [`${place}-commune`]: '69029',
      [`${place}-adresse`]: '3, rue des Lilas',
      [kind.id]: kind.choices?.[0]?.value ?? '',
    }
    const next = await odile.post(at, { ...typed, etape: form.pages[0]?.id ?? '' })
    assert.equal(next.statusCode, 200)
    assert.match(said(next.body), new RegExp(`Page 2 sur 3 ${form.pages[1]?.title}`))
    assert.match(next.body, new RegExp(`type="hidden" name="${place}-adresse" value="3, rue des Lilas"`))
    // What a page opens on itself is shown before one goes on, where no script showed it.
    const opening = await odile.post(at, { ...typed, etape: form.pages[0]?.id ?? '', 'questions-vues': '' })
    assert.match(said(opening.body), /Page 1 sur 3/)
    assert.match(said((await odile.get(`${at}?comme=agent`)).body), /Un agent au guichet/)
    const last = await odile.post(`${at}?comme=agent`, { ...typed, etape: form.pages.at(-1)?.id ?? '' })
    assert.match(said(last.body), /Fin du formulaire.*3, rue des Lilas/, 'contact may be refused at a desk')
    assert.equal((await parvis.db.read(editor, drafts)).length, 0)
  })

  test('two authors: different elements merge; the same one gives both texts; nobody publishes unawares', async () => {
    const at = `${HERE}/tag`
    const form = (await liveOf('tag'))?.body ?? assert.fail()
    const [one, two] = placedIn(form).map(({ field }) => field)
    await parvis.db.write(editor, (tx) => draft(tx, { kind: FORM, id: 'tag' }))
    const way = (id = '') => `${at}/questions/${id}/changer`
    const pages = [
      await odile.get(way(one?.id)),
      await karim.get(way(two?.id)),
      await karim.get(way(one?.id)),
    ]
    const [odiles, karims, same] = pages.map(({ body }) => ({
      version: hidden(body, 'version'),
      lu: hidden(body, 'lu'),
    }))
    const post = async (who: TestBrowser, id = '', change: Typed = {}, seen: object | undefined = {}) =>
      who.post(way(id), { ...(await panelPosted('tag', id, change)), ...seen } as Typed)
    assert.equal((await post(odile, one?.id, { intitule: 'Celui d’Odile' }, odiles)).statusCode, 303)
    assert.equal(
      (await post(karim, two?.id, { intitule: 'Celui de Karim' }, karims)).statusCode,
      303,
      'merged',
    )
    assert.equal((await question('tag', one?.id ?? ''))?.label, 'Celui d’Odile')
    assert.equal((await question('tag', two?.id ?? ''))?.label, 'Celui de Karim')
    const both = await post(karim, one?.id, { intitule: 'Un autre de Karim' }, same)
    assert.equal(both.statusCode, 409)
    assert.match(said(both.body), /Vous avez changé tous les deux.*Celui d’Odile.*Un autre de Karim/)
    assert.equal((await question('tag', one?.id ?? ''))?.label, 'Celui d’Odile', 'nothing is overwritten')
    assert.match(
      said((await odile.get(`${at}/publier`)).body),
      /Ce que vous publiez a été écrit par.*2 modifications/,
    )
    const seen = await draftRead(odile, `${at}/publier`)
    await parvis.db.write(editor, (tx) =>
      edit(tx, { kind: FORM, id: 'tag' }, [{ do: 'set', at: ['title'], to: 'Entre-temps' }]),
    )
    assert.equal((await odile.post(`${at}/publier`, seen)).statusCode, 422, 'it is not what was read')
    await drop('tag')
  })

  test('a form is published, changed, published and rolled back to what it was', async () => {
    const at = `${HERE}/tag`
    const before = (await liveOf('tag')) ?? assert.fail()
    await fill(`${at}/titre`, { titre: 'Un tag, une affiche', fiche: '' })
    assert.equal((await publish(at)).statusCode, 303)
    assert.equal((await liveOf('tag'))?.body.title, 'Un tag, une affiche')
    assert.match(
      said((await odile.get(`${at}/historique`)).body),
      new RegExp(`Reprendre la version ${before.version}`),
    )
    const back = await odile.post(`${at}/versions`, { version: String(before.version) })
    assert.equal(back.headers.location, `${at}/publier`)
    assert.equal((await publish(at)).statusCode, 303)
    const now = await liveOf('tag')
    assert.deepEqual([now?.version, now?.body], [before.version + 2, before.body])
    assert.equal((await odile.post(`${at}/versions`, { version: '999' })).statusCode, 404)
    assert.deepEqual(checkForm(before.body), [])
  })
})
