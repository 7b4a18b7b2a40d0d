// A form of ten questions and two branches, made from a browser: begun with scripts, gone on with without on a narrow phone, published,
// changed, and brought back to what it was.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { FORM, type FormDefinition, formVersion, reachablePages } from '#forms'
import { drafts } from '#definitions'
import { system } from '#platform/actor.ts'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { leads, tabTo } from './keys.ts'

const HERE = '/administration/formulaires'
const FORM_AT = `${HERE}/reserver-une-salle-des-fetes`
const ADMIN = 'admin@parvis.example'

/** The page of each question, its words, the sort of its answer. */
const ASKED: readonly (readonly [page: number, label: string, type: string])[] = [
  [1, 'Où est la salle\u00a0?', 'location'],
  [1, 'Pour quel usage\u00a0?', 'single-choice'],
  [2, 'Combien de personnes\u00a0?', 'number'],
  [2, 'Servirez-vous de l’alcool\u00a0?', 'yes-no'],
  [3, 'Qui tient la buvette\u00a0?', 'short-text'],
  [3, 'Jusqu’à quelle heure\u00a0?', 'short-text'],
  [4, 'Sujet de la réunion', 'short-text'],
  [4, 'De quoi avez-vous besoin\u00a0?', 'multiple-choice'],
  [4, 'Quel jour\u00a0?', 'date'],
  [4, 'Autre chose\u00a0?', 'long-text'],
]
const PAGES = ['La salle', 'La fête', 'La buvette', 'La réunion']

async function addPage({ page, press }: Visitor, title: string): Promise<void> {
  await press('Ajouter une page')
  await page.getByLabel('Titre de la page').fill(title)
  await press('Garder dans le brouillon')
}

/** Adds a question to the page of that number. */
async function addQuestion({ page, press }: Visitor, at: number, label: string, type: string): Promise<void> {
  await press(page.getByRole('link', { name: `Ajouter une question à la page ${at}` }))
  await page.getByLabel('Question', { exact: true }).fill(label)
  await page.getByLabel('Sorte de réponse').selectOption(type)
  await press('Ajouter au brouillon')
}

/** Its answers, a line each: in its panel, where one then is. */
async function answer({ page, press }: Visitor, labels: readonly string[]): Promise<void> {
  for (const [at, label] of labels.entries()) await page.locator(`#choix-${at + 1}-1`).fill(label)
  await press('Garder dans le brouillon')
}

describe('a form made on screen', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  const draftNow = async (): Promise<FormDefinition> => {
    const editor = await town.parvis.actor(ADMIN)
    const rows = await town.parvis.db.read(editor, drafts)
    const row = rows.find(({ kind, id }) => kind === FORM.kind && FORM_AT.endsWith(id))
    return (row?.body ?? assert.fail('no draft')) as unknown as FormDefinition
  }
  const inForce = (number: number) =>
    town.parvis.db.read(system, (tx) => formVersion(tx, 'reserver-une-salle-des-fetes', number))
  const way = (form: FormDefinition, answers: Record<string, string | boolean>) =>
    reachablePages(form, answers).map(({ title }) => title)

  test('begun with scripts by whoever has a keyboard, finished without on a phone, published, changed, rolled back', async () => {
    const author = await town.visitor({ as: ADMIN })
    await author.open(HERE)
    await author.press('Nouveau formulaire')
    await author.page.getByLabel('Titre du formulaire').fill('Réserver une salle des fêtes')
    await author.page.getByLabel('Fiche du registre').selectOption('espace-public')
    await author.press('Commencer le brouillon')
    await author.press(author.page.getByRole('link', { name: 'Changer la page 1' }))
    await author.page.getByLabel('Titre de la page').fill('La salle')
    await author.press('Garder dans le brouillon')
    for (const title of PAGES.slice(1)) await addPage(author, title)
    for (const [at, label, type] of ASKED.slice(0, 4)) {
      await addQuestion(author, at, label, type)
      if (type === 'single-choice') await answer(author, ['Une fête', 'Une réunion', 'Un mariage'])
    }
    assert.match(await author.text(), /4\squestions/)

    // By keyboard alone: one place up, and the focus is on what moved.
    await author.open(FORM_AT)
    await tabTo(author.page, author.page.getByRole('button', { name: 'Monter la question 2' }))
    await leads(author, 'Enter')
    assert.match(await author.text(), /en position 1 sur 4/)
    const focused = await author.page.evaluate(() => document.activeElement?.textContent)
    assert.match(focused ?? '', /Pour quel usage/)
    await author.press(/^Annuler/)
    await author.close()

    const phone = await town.visitor({ as: ADMIN, scripts: false, width: 320 })
    await phone.open(FORM_AT)
    for (const [at, label, type] of ASKED.slice(4)) {
      await addQuestion(phone, at, label, type)
      if (type === 'multiple-choice') {
        await phone.press('Coller une liste de réponses')
        await phone.page
          .getByLabel('Réponses, une par ligne')
          .fill('Un écran\nUne cuisine | Avec un four\nDes tables')
        await phone.press('Garder dans le brouillon')
      }
    }
    // Two branches: a meeting goes over the party, and no alcohol over its bar.
    await phone.press(phone.page.getByRole('link', { name: 'Chemins' }))
    await phone.page
      .getByLabel('réponse «\u00a0Une réunion\u00a0»')
      .selectOption({ label: 'Page 4. La réunion' })
    await phone.page
      .getByLabel('Question 4, réponse «\u00a0Non\u00a0»')
      .selectOption({ label: 'Page 4. La réunion' })
    await phone.press('Enregistrer les chemins')
    assert.match(await phone.text(), /2\sréponses quittent l’ordre des pages/)
    const made = await draftNow()
    assert.equal(made.pages.flatMap(({ fields }) => fields).length, 10)
    assert.deepEqual(way(made, { pour_quel_usage: 'une_reunion' }), ['La salle', 'La réunion'])
    assert.deepEqual(way(made, { servirez_vous_de_l_alcool: false }), ['La salle', 'La fête', 'La réunion'])
    assert.deepEqual(way(made, { servirez_vous_de_l_alcool: true }), PAGES)

    await phone.press(phone.page.getByRole('link', { name: 'Relire et publier' }))
    await phone.press('Publier')
    assert.match(await phone.text(), /La version 1 est en ligne/)
    await phone.press(phone.page.getByRole('link', { name: 'Autre chose\u00a0?' }))
    await phone.press('Retirer cette question')
    await phone.press('Retirer du brouillon')
    await phone.press(phone.page.getByRole('link', { name: 'Relire et publier' }))
    assert.match(await phone.text(), /la question «\sAutre chose\s\?\s» est retirée\./)
    await phone.press('Publier la version 2')
    await phone.press(phone.page.getByRole('link', { name: 'Historique' }))
    await phone.press('Reprendre la version 1')
    await phone.press('Publier la version 3')
    assert.deepEqual(await inForce(3), await inForce(1))
    assert.equal((await inForce(2)).pages.flatMap(({ fields }) => fields).length, 9)
  })

  test('taken away as a file and brought back: by keyboard with scripts, then without them on a phone of 320 pixels', async () => {
    const author = await town.visitor({ as: ADMIN })
    await author.open(`${HERE}/tag`)
    const [download] = await Promise.all([
      author.page.waitForEvent('download'),
      author.page.getByRole('link', { name: 'Exporter' }).click(),
    ])
    assert.equal(download.suggestedFilename(), 'formulaire-tag.json')
    const text = await readFile(await download.path(), 'utf8')
    const fileOf = (said: string) => ({
      ...{ name: 'formulaire-tag.json', mimeType: 'application/json' },
      buffer: Buffer.from(said),
    })
    await author.open(HERE)
    await author.press('Importer un formulaire')
    const broken = text.replace('"type": "single-choice"', '"type": "courbe"')
    await author.page.getByLabel('Fichier du formulaire').setInputFiles(fileOf(broken))
    await tabTo(author.page, author.page.getByRole('button', { name: 'Lire ce fichier' }))
    await leads(author, 'Enter')
    assert.match(
      await author.text(),
      /Rien n’est importé\s: 1\sfaute[^]*Page 1 \(«\sLe lieu\s»\), question 2 \(.*\), le type\s: Cette sorte de question n’est pas connue ici/,
    )
    const changed = text.replace('Signaler un tag ou une affiche', 'Un tag, une affiche')
    await author.page.getByLabel('Fichier du formulaire').setInputFiles(fileOf(changed))
    await author.press('Lire ce fichier')
    assert.match(await author.text(), /Le titre devient «\sUn tag, une affiche\s»/)
    await author.checkedInDark()
    await tabTo(author.page, author.page.getByRole('button', { name: 'Garder dans un brouillon' }))
    await leads(author, 'Enter')
    assert.match(
      await author.text(),
      /L’import est dans le brouillon\s: rien n’est publié\.[^]*Un tag, une affiche/,
    )
    await author.close()

    const phone = await town.visitor({ as: ADMIN, scripts: false, width: 320 })
    await phone.open(`${HERE}/importer`)
    await phone.press('Lire ce fichier')
    assert.match(await phone.text(), /Choisissez le fichier à importer/)
    await phone.page.getByLabel('Fichier du formulaire').setInputFiles(fileOf(text))
    await phone.press('Lire ce fichier')
    assert.match(await phone.text(), /Le brouillon en cours dit alors ce que dit le fichier/)
    await phone.page.getByLabel('Une copie, en brouillon').check()
    await phone.page.getByLabel('Titre de la copie').fill('')
    await phone.press('Garder dans un brouillon')
    assert.match(await phone.text(), /Donnez-lui un titre/)
    await phone.page.getByLabel('Titre de la copie').fill('Un tag à Bron')
    await phone.press('Garder dans un brouillon')
    assert.match(await phone.text(), /L’import est dans le brouillon[^]*Un tag à Bron/)
    await phone.close()
  })
})
