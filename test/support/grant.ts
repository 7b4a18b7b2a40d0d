// Fills the form of a subsidy over HTTP, page after page, as the president of an association does.
import assert from 'node:assert/strict'
import type { TestBrowser } from './app.ts'

export const GRANT = 'subvention-a-une-association'
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n')

const PAGES: Readonly<Record<string, Record<string, string>>> = {
  association: {
    ...{ 'place-commune': '69029', 'place-adresse': '12 rue de la Paix', association: 'Les Amis du stade' },
    rna: 'W123456789',
  },
  project: { for: 'year', amount: '1200', details: 'Un tournoi pour les enfants du quartier.' },
  contact: { name: 'Élise Le Gall', email: 'elise@courriel.example', phone: '' },
  signature: { 'signed-nom': 'elise LE GALL', 'signed-accord': 'oui' },
}

/** Fills it up to the review; values of a page beside the ordinary ones. @returns the address of the draft */
export async function fillGrant(
  browser: TestBrowser,
  more: Readonly<Record<string, Record<string, string>>> = {},
): Promise<string> {
  const begun = String((await browser.get(`/demarches/${GRANT}/demande`)).headers.location)
  const at = begun.slice(0, begun.lastIndexOf('/'))
  for (const [page, values] of Object.entries(PAGES)) {
    const files = page === 'project' ? [{ field: 'papers', name: 'budget.pdf', bytes: PDF }] : []
    const saved = await browser.upload(`${at}/${page}`, { ...values, ...more[page] }, files)
    assert.equal(saved.statusCode, 303, `${page}: ${saved.body.slice(saved.body.indexOf('<main'), 3000)}`)
  }
  return at
}
