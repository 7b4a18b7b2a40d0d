// Fills and sends the form « Signaler un nid-de-poule » over HTTP, page after page, as a person does.
import assert from 'node:assert/strict'
import type { TestBrowser } from './app.ts'

const SLUG = 'signaler-un-nid-de-poule'

/** What the person types; the rest is ordinary. */
export interface Typed {
  commune?: string
  address?: string
  details?: string
  name?: string
  email?: string
  phone?: string
  photos?: { field: string; name: string; bytes: Buffer }[]
}

export interface AppliedForm {
  /** Address of the draft, without its last part. */
  at: string
  draft: string
}

type Pages = Record<'place' | 'problem' | 'contact', Record<string, string>>

function pagesOf(typed: Typed): Pages {
  const {
    commune = '69283',
    address = '12 rue de la République',
    details = '',
    name = 'Lucette Morandat',
    email = 'lucette@courriel.example',
    phone = '',
  } = typed
  return {
    place: { 'place-adresse': address, 'place-commune': commune, place_kind: 'street', lane: 'road' },
    problem: { size: 'medium', details },
    contact: { name, email, phone },
  }
}

/** Begins the form. */
export async function beginForm(browser: TestBrowser): Promise<AppliedForm> {
  const begun = String((await browser.get(`/demarches/${SLUG}/demande`)).headers.location)
  const draft = /demande\/([0-9a-f-]{36})\//.exec(begun)?.[1] ?? assert.fail(begun)
  return { draft, at: `/demarches/${SLUG}/demande/${draft}` }
}

/** Fills pages up to the review. */
export async function fillForm(browser: TestBrowser, typed: Typed = {}): Promise<AppliedForm> {
  const form = await beginForm(browser)
  const pages = pagesOf(typed)
  for (const page of ['place', 'problem', 'contact'] as const) {
    const photos = page === 'problem' ? (typed.photos ?? []) : []
    const saved = await browser.upload(`${form.at}/${page}`, pages[page], photos)
    assert.equal(saved.statusCode, 303, `${page}: ${saved.body.slice(0, 2000)}`)
  }
  return form
}

/** Fills and sends. @returns the reference and the tracking code that the receipt shows */
export async function sendForm(
  browser: TestBrowser,
  typed: Typed = {},
): Promise<AppliedForm & { ref: string; code: string; receipt: string }> {
  const form = await fillForm(browser, typed)
  const sent = await browser.post(`${form.at}/envoyer`, {})
  assert.equal(sent.headers.location, `${form.at}/recu`, sent.body.slice(0, 2000))
  const { body } = await browser.get(`${form.at}/recu`)
  const ref = /\b\d{4}-\d{5}\b/.exec(body)?.[0] ?? assert.fail('no reference on the receipt')
  const code =
    /data-text="([2-9A-Z]{4}-[2-9A-Z]{4})"/.exec(body)?.[1] ?? assert.fail('no tracking code on the receipt')
  return { ...form, ref, code, receipt: body }
}
