// Handlers: signing in with the account that one's authority gives its agents.
import { z } from 'zod'
import { closeSession, writerOf } from '#people'
import { system } from '#platform/actor.ts'
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { emailInput, formPage, hidden } from '#platform/http/form-page.ts'
import { localPath } from '#platform/http/local-path.ts'
import { type Context, one, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { homeOf } from '#platform/http/navigation.ts'
import { html } from '#platform/html.ts'
import { codeAddress } from '../entry/code-address.ts'
import { arrivalOf, enterWith } from '../entry/enter.ts'
import { HALF_MINUTES } from '../factors/second-factor.ts'
import { EmailInput } from '../federation/inputs.ts'
import { leavingPage, refusedPage } from '../federation/pages/refused.ts'
import { FederationRefused } from '../federation/refused.ts'
import { recognise } from './recognise.ts'
import { comeBack, leaveFor } from './travel.ts'

const THERE = 'le service de connexion de votre collectivité'
const HERE = '/connexion/collectivite'

export const EmployerInput = EmailInput.extend({ suite: z.string().optional() })

/** A refusal becomes its page. @throws NotFound where no authority has a provider */
async function explained(ctx: Context, work: () => Promise<Reply>): Promise<Reply> {
  if (ctx.config.agentDomains.size === 0) throw new NotFound()
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof FederationRefused)) throw error
    const { html: body, status } = refusedPage(ctx, error.reason, THERE)
    return page(body, status)
  }
}

interface Asked {
  email: string
  next: string
  problems: readonly FieldProblem[]
}

const askPage = (ctx: Context, { email, next, problems }: Asked): Reply =>
  page(
    formPage(ctx, {
      title: 'Se connecter avec le compte de sa collectivité',
      current: '/connexion',
      intro: html`<p>Pour les agents et les élus dont la collectivité a son propre service de connexion. Votre adresse professionnelle dit laquelle&nbsp;: vous y êtes conduit, et vous revenez ici.</p>`,
      action: HERE,
      fields: html`${hidden('suite', next)}${emailInput(email, problems, 'email', 'Adresse e-mail professionnelle')}`,
      button: 'Continuer',
      problems,
      after: html`<p><a href="/connexion">Se connecter autrement</a></p>`,
    }),
    problems.length > 0 ? 422 : 200,
  )

/** GET /connexion/collectivite */
export const showEmployer = (ctx: Context): Promise<Reply> =>
  explained(ctx, () =>
    Promise.resolve(
      askPage(ctx, { email: '', next: localPath(one(ctx.query, 'suite')) ?? '', problems: [] }),
    ),
  )

export const employerAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  explained(ctx, () =>
    Promise.resolve(
      askPage(ctx, {
        email: one(values, 'email'),
        next: localPath(one(values, 'suite')) ?? '',
        problems,
      }),
    ),
  )

/** POST /connexion/collectivite */
export const doLeave = (ctx: Context, { email, suite = '' }: z.infer<typeof EmployerInput>): Promise<Reply> =>
  explained(ctx, async () => {
    const url = await leaveFor(ctx, email, localPath(suite))
    // A page, not a redirection: a form of ours may not lead to another site (Content-Security-Policy, form-action).
    return { ...page(leavingPage(ctx, THERE, url)), headers: { refresh: `0; url=${url}` } }
  })

/** GET /connexion/collectivite/retour */
export const showReturn = (ctx: Context): Promise<Reply> =>
  explained(ctx, async () => {
    const { where, claims, factors, next } = await comeBack(ctx)
    const { session, cookies, isHalf } = await ctx.db.write(system, async (tx) => {
      const personId = await recognise(tx, where, claims, writerOf(ctx))
      // A session that somebody may have prepared in this browser ends here.
      if (ctx.sessionToken !== null) await closeSession(tx, ctx.sessionToken)
      return enterWith(tx, personId, arrivalOf(ctx), { factors, halfMinutes: HALF_MINUTES })
    })
    return { ...redirect(isHalf ? codeAddress(next) : (next ?? homeOf(ctx, session.actor))), cookies }
  })
