// Fills over HTTP, page after page, forms that are signed: a registration at school by one, a subsidy by two.
import assert from 'node:assert/strict'
import type { TestBrowser } from './app.ts'

export const GRANT = 'subvention-a-une-association'
const SCHOOL = 'inscription-a-l-ecole'
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n')

type Pages = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>

/** The page « Le projet » of the subsidy, its files apart. */
export const PROJECT: Pages[string] = {
  ...{ for: 'year', amount: '1200', details: 'Un tournoi pour les enfants du quartier.' },
  budget: ['Arbitres', 'Dépense', '800', '', 'Cotisations', 'Recette acquise', '800', ''],
}

const GRANT_PAGES: Pages = {
  association: {
    ...{ 'place-commune': '69029', 'place-adresse': '12 rue de la Paix', association: 'Les Amis du stade' },
    rna: 'W123456789',
  },
  people: { members: '80', volunteers: '6', employees: '0', rooms_lent: 'non', last_grant: 'non' },
  project: PROJECT,
  contact: { name: 'Élise Le Gall', email: 'elise@courriel.example', phone: '' },
  signature: {
    ...{ 'signed-nom': 'elise LE GALL', 'signed-accord': 'oui' },
    ...{ 'treasurer-nom': 'Paul Fourvière', 'treasurer-mail': 'paul@courriel.example' },
  },
}

const SCHOOL_PAGES: Pages = {
  home: {
    ...{ 'place-commune': '69029', 'place-adresse': '12 rue de la Paix' },
    ...{ 'since_home-jour': '1', 'since_home-mois': '9', 'since_home-annee': '2024' },
  },
  child: {
    ...{ 'child-nom': 'Le Gall', 'child-prenoms': 'Zoé', 'child-lieu': 'Nantes (44)' },
    ...{ 'child-jour': '17', 'child-mois': '5', 'child-annee': '2021' },
    ...{ level: 'maternelle', from: 'september', exception: 'non' },
  },
  contact: { name: 'Élise Le Gall', email: 'elise@courriel.example', phone: '' },
  authority: { parents: 'together', 'signed-nom': 'elise LE GALL', 'signed-accord': 'oui' },
}

const FILES: Readonly<Record<string, readonly string[]>> = {
  project: ['papers', 'budget_file'],
  home: ['address_proof'],
  child: ['family_book'],
}

async function fill(browser: TestBrowser, slug: string, pages: Pages, more: Pages): Promise<string> {
  const begun = String((await browser.get(`/demarches/${slug}/demande`)).headers.location)
  const at = begun.slice(0, begun.lastIndexOf('/'))
  for (const [page, values] of Object.entries(pages)) {
    const files = (FILES[page] ?? []).map((field) => ({ field, name: 'piece.pdf', bytes: PDF }))
    const saved = await browser.upload(`${at}/${page}`, { ...values, ...more[page] }, files)
    const said = saved.body.slice(saved.body.indexOf('<main')).replace(/<[^>]+>|\s+/g, ' ')
    assert.equal(saved.statusCode, 303, `${page}: ${said.slice(0, 1500)}`)
  }
  return at
}

/** Up to the review; values of a page beside the ordinary ones. @returns the address of the draft */
export const fillGrant = (browser: TestBrowser, more: Pages = {}): Promise<string> =>
  fill(browser, GRANT, GRANT_PAGES, more)
export const fillSchool = (browser: TestBrowser, more: Pages = {}): Promise<string> =>
  fill(browser, SCHOOL, SCHOOL_PAGES, more)
