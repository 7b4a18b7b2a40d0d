// Handlers: the questions of a sign-in at a site (who are you, is it you, what may the site receive).
import type Provider from 'oidc-provider'
import type { Interaction, InteractionResults } from 'oidc-provider'
import { confirmAddress } from '#signin'
import { system } from '#platform/actor.ts'
import { formTo } from '#platform/http/form-to.ts'
import { type Context, page, type Reply, redirect } from '#platform/http/route.ts'
import { assuranceOf } from '../engine/account.ts'
import { answerTo } from '../consent/answers.ts'
import { giveConsent } from '../consent/consent.ts'
import { sealValues } from '../store/consent-chain.ts'
import { mayAnswer } from '../console/trial.ts'
import { interactionUid } from '../store/interaction-link.ts'
import { consentPage, deadQuestionPage } from './pages/authorize.ts'
import { providerOf } from '../engine/provider.ts'
import { clientById, type ClientRow } from '../store/queries.client.ts'
import { liveConsent } from '../store/queries.consent.ts'
import { currentLogin } from '../engine/session-follow.ts'
import { type SharedValue, valuesAsked } from '../store/values.ts'
import { type Login, personFacts } from '../store/queries.login.ts'

interface Question {
  provider: Provider
  interaction: Interaction
  client: ClientRow
}

async function questionOf(ctx: Context): Promise<Question | null> {
  const { visitorId, actor } = ctx
  const whose = { visitorId, personId: actor.by?.personId ?? actor.personId }
  const uid = interactionUid(ctx.config.secret, ctx.params.demande ?? '', whose)
  if (uid === null) return null
  const provider = await providerOf(ctx.db, ctx.config)
  const interaction = await provider.Interaction.find(uid)
  if (interaction === undefined) return null
  const client = await ctx.db.read(system, (tx) => clientById(tx, String(interaction.params.client_id)))
  if (client === null) return null
  const asked = {
    state: interaction.params.state,
    personId: ctx.actor.personId,
    now: ctx.db.clock(),
  }
  return mayAnswer(ctx.config.secret, client, asked) ? { provider, interaction, client } : null
}

const dead = (ctx: Context): Reply => page(deadQuestionPage(ctx), 410)

/** The answer of the person goes to the engine, which goes on where it was. */
async function finish({ interaction }: Question, result: InteractionResults): Promise<Reply> {
  interaction.result = 'error' in result ? result : { ...interaction.lastSubmission, ...result }
  await interaction.persist()
  return redirect(new URL(interaction.returnTo).pathname)
}

export async function showQuestion(ctx: Context): Promise<Reply> {
  const question = await questionOf(ctx)
  if (question === null) return dead(ctx)
  const login = await currentLogin(ctx.db, ctx.sessionToken)
  if (login === null) return redirect(`/connexion?suite=${encodeURIComponent(ctx.url)}`)
  if (question.interaction.prompt.name === 'login') return answerLogin(ctx, question, login)
  return showConsent(ctx, question, login.personId)
}

// Who is signed in proves it again at the account's own page, by password or passkey, which leads back here.
async function answerLogin(
  ctx: Context,
  question: Question,
  login: Pick<Login, 'personId' | 'since' | 'factors'>,
): Promise<Reply> {
  const { interaction } = question
  const { reasons } = interaction.prompt
  const wasSomebody = interaction.session?.accountId !== undefined
  if (reasons.some((reason) => reason.startsWith('essential_acr')))
    return finish(question, { error: 'unmet_authentication_requirements' })
  // The site asked for someone else than who is signed in: asking again would change nothing.
  if (wasSomebody && (reasons.includes('id_token_hint') || reasons.includes('claims_id_token_sub_value')))
    return finish(question, { error: 'login_required' })
  const isAskedAgain = reasons.includes('login_prompt') || reasons.includes('max_age')
  if (isAskedAgain && login.since.getTime() < interaction.iat * 1000) return redirect(confirmAddress(ctx.url))
  const { personId, factors } = login
  const ts = Math.floor(Date.now() / 1000)
  return finish(question, { login: { accountId: String(personId), ts, ...assuranceOf(factors) } })
}

/** What is asked: the scopes that can be given here, and the values they and the single claims stand for. */
function askedOf({ interaction, client }: Question): { scopes: string[]; values: SharedValue[] } {
  const scopes = String(interaction.params.scope ?? '').split(' ')
  const values = valuesAsked(scopes, singleClaims(interaction.params.claims)).filter(({ id }) =>
    client.allowedValues.includes(id),
  )
  return { scopes, values }
}

function singleClaims(text: unknown): string[] {
  if (typeof text !== 'string') return []
  const asked = JSON.parse(text) as Record<string, unknown>
  return [asked.userinfo, asked.id_token].flatMap((part) =>
    typeof part === 'object' && part !== null ? Object.keys(part) : [],
  )
}

async function showConsent(ctx: Context, question: Question, personId: number): Promise<Reply> {
  if (question.interaction.session?.accountId !== String(personId)) return dead(ctx)
  const { scopes, values } = askedOf(question)
  const { facts, former } = await ctx.db.read(system, async (tx) => ({
    facts: await personFacts(tx, personId, question.client.authorityId),
    former: await liveConsent(tx, personId, question.client.id),
  }))
  if (facts === null) return dead(ctx)
  const view = {
    client: question.client,
    values,
    answers: new Map(values.map(({ id }) => [id, answerTo(id, facts)])),
    ref: ctx.params.demande ?? '',
    former: former?.granted ?? [],
    isOffline: scopes.includes('offline_access'),
  }
  return formTo(page(consentPage(ctx, view)), String(question.interaction.params.redirect_uri))
}

export async function doConsent(ctx: Context, input: { valeur: string[] }): Promise<Reply> {
  const question = await questionOf(ctx)
  const login = await currentLogin(ctx.db, ctx.sessionToken)
  if (
    question === null ||
    login === null ||
    question.interaction.session?.accountId !== String(login.personId)
  )
    return dead(ctx)
  const { scopes, values } = askedOf(question)
  const { client } = question
  const asked = values.map(({ id }) => id)
  const required = asked.filter((id) => client.requiredValues.includes(id))
  await ctx.db.write(system, async (tx) => {
    const facts = await personFacts(tx, login.personId, client.authorityId)
    await giveConsent(tx, {
      personId: login.personId,
      clientId: client.id,
      scopes,
      required,
      asked,
      chosen: input.valeur,
      seal: (ids) =>
        sealValues(
          values
            .filter(({ id }) => ids.includes(id))
            .map(({ id }) => (facts === null ? null : (answerTo(id, facts)?.claims ?? null))),
        ),
    })
  })
  return finish(question, { consent: {} })
}

export async function doRefuse(ctx: Context): Promise<Reply> {
  const question = await questionOf(ctx)
  if (question === null) return dead(ctx)
  return finish(question, { error: 'access_denied', error_description: 'the person refused' })
}
