// The band of the demonstration says the code of the moment where it is asked: nobody needs an application to try.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { codeOfStep, DEMO_TOTP_SECRET, stepAt } from '../one-time.ts'

/** A code that works now for the agents of the demonstration, but those of `usedSteps`; nothing outside it. */
export function demoCodeNote(ctx: Context, usedSteps: readonly number[] = []): Html | null {
  if (!ctx.config.demo) return null
  const step = stepAt(ctx.db.clock())
  const free = [step, step + 1].find((one) => !usedSteps.includes(one)) ?? step
  return html` · Code<span class="wide-only"> du moment</span> pour les agents et les élus&nbsp;: <b data-demo-code>${codeOfStep(DEMO_TOTP_SECRET, free)}</b>`
}
