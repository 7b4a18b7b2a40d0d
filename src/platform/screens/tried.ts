// An act that is shown before it is done: what was tried is named in the form, and anything typed since is tried again.
import { createHash } from 'node:crypto'
import { type Html, html } from '../html.ts'
import { many, one, type Values } from '../http/route.ts'

const TRIED = 'essai'

/** The part of a form that names its fields. */
interface Named {
  readonly fields: Readonly<Record<string, unknown>>
}

function digestOf({ fields }: Named, values: Values): string {
  const typed = Object.keys(fields).map((name) => [name, many(values, name)])
  return createHash('sha256').update(JSON.stringify(typed)).digest('base64url')
}

/** Was it shown what these very values would do? */
export const isTried = (form: Named, values: Values): boolean => one(values, TRIED) === digestOf(form, values)

export const triedField = (form: Named, values: Values): Html =>
  html`<input type="hidden" name="${TRIED}" value="${digestOf(form, values)}">`
