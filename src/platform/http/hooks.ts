// What the kernel asks of the program, given by app.ts.
import type { ParvisError } from '../errors.ts'
import type { Html } from '../html.ts'
import type { Context } from './route.ts'

export interface Hooks {
  /** One of the error pages. */
  errorPage(ctx: Context, error: ParvisError): Html
}
