// The forms of a body, of its terms, and of the seats of a term.
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect } from '#platform/http/route.ts'
import type { FormScreen } from '#platform/screens/form.ts'
import { formOf } from '#platform/screens/form.ts'
import { of } from '#platform/french/noun.ts'
import { panel } from '#platform/ui/desk.ts'
import { administeredAuthorities, type Authority, authorityNoun, territory, todayThere } from '#territory'
import { kindWords } from '../record/kinds.ts'
import { type Body, gatheredBy, membersOf, membersWithAccount } from '../record/queries.ts'
import {
  beginTerm,
  bodyOf,
  changeBody,
  changeSeat,
  changeTerm,
  checkDays,
  foundBody,
  giveSeat,
  type Who,
  withdrawSeat,
} from '../record/write.ts'
import { askedSeat, askedTerm, idOf } from './asked.ts'
import {
  changeForm,
  foundForm,
  newSeatForm,
  NONE,
  offeredBy,
  saidOf,
  seatForm,
  termForm,
  typedOf,
} from './forms.ts'
import { accountPanel } from './invite.admin.ts'
import { movedTerm } from './moved-term.ts'
import {
  addressOf,
  AT,
  daysText,
  HERE,
  isOn,
  SEAT,
  seatAddress,
  seatText,
  TERM,
  termAddress,
} from './words.ts'

const action = 'body.change'
const back = { href: AT, label: 'Revenir à l’instance' }

/** The authority that was chosen among one's own, where there may be such a body. @throws BadInput */
async function chosenAuthority(tx: Read, slug: string, kind: Body['kind']): Promise<Authority> {
  const own = administeredAuthorities(tx, await territory(tx))
  const found = own.find((authority) => authority.slug === slug)
  if (found === undefined)
    throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité de la liste.' }])
  if (!kindWords(kind).at.includes(found.level))
    throw new BadInput([
      {
        field: 'kind',
        message: `${found.name} n’a pas d’instance de ce genre\u00a0: choisissez-en un autre.`,
      },
    ])
  return found
}

/** GET and POST …/nouvelle */
export const newBody: FormScreen<typeof foundForm.fields> = {
  at: `${HERE}/nouvelle`,
  action,
  title: 'Ajouter une instance',
  form: foundForm,
  button: 'Ajouter l’instance',
  back: { href: HERE, label: 'Revenir aux instances' },
  async shown(tx) {
    const own = administeredAuthorities(tx, await territory(tx))
    const [only] = own.length === 1 ? own : []
    return {
      typed: { authority: only?.slug ?? '', from: await todayThere(tx) },
      choices: { authority: [NONE, ...own.map(({ slug, name }) => [slug, name] as const)] },
    }
  },
  async act(tx, { authority, kind, name, from, to }) {
    const { id: authorityId } = await chosenAuthority(tx, authority, kind)
    const id = await foundBody(tx, { authorityId, kind, name }, { from, to })
    return redirect(addressOf({ id }), 'L’instance est créée\u00a0: inscrivez-y ses membres.')
  },
}

/** GET and POST …/:instance/modifier */
export const bodyChange: FormScreen<typeof changeForm.fields> = {
  at: `${AT}/modifier`,
  action,
  title: 'Modifier une instance',
  form: changeForm,
  button: 'Enregistrer',
  back,
  async shown(tx, ctx) {
    const body = await bodyOf(tx, idOf(ctx, 'instance'))
    const place = await territory(tx)
    const gathered = await gatheredBy(tx, body.id)
    return {
      title: `Modifier\u00a0: ${body.name}`,
      version: body.version,
      typed: {
        name: body.name,
        communes: gathered.map(({ authorityId }) => place.authority(authorityId).code),
      },
      choices: { communes: place.communes.map(({ code, name }) => [code, name] as const) },
      without: kindWords(body.kind).gathers ? [] : ['communes'],
    }
  },
  async act(tx, { name, communes }, ctx, version) {
    const place = await territory(tx)
    const ids = communes.flatMap((code) => place.authorityByCode(code)?.id ?? [])
    const id = idOf(ctx, 'instance')
    await changeBody(tx, id, version, { name, communes: ids })
    return redirect(addressOf({ id }), 'C’est enregistré.')
  },
}

/** GET and POST …/:instance/mandatures */
export const newTerm: FormScreen<typeof termForm.fields> = {
  at: `${AT}/mandatures`,
  action,
  title: 'Ajouter une mandature',
  form: termForm,
  button: 'Ajouter la mandature',
  back,
  async shown(tx, ctx) {
    const { name } = await bodyOf(tx, idOf(ctx, 'instance'))
    return { title: `Ajouter une mandature\u00a0: ${name}`, typed: { from: await todayThere(tx) } }
  },
  async act(tx, days, ctx) {
    const id = idOf(ctx, 'instance')
    const termId = await beginTerm(tx, id, days)
    return redirect(termAddress({ id }, { id: termId }), 'La mandature est ajoutée.')
  },
}

/** GET and POST …/mandatures/:mandature/dates */
export const termDays: FormScreen<typeof termForm.fields> = {
  at: `${TERM}/dates`,
  action,
  title: 'Dates d’une mandature',
  form: termForm,
  button: 'Enregistrer les dates',
  back,
  async shown(tx, ctx) {
    const { body, term } = await askedTerm(tx, ctx)
    return {
      title: `Dates\u00a0: ${body.name}`,
      typed: { from: term.from, to: term.to ?? '' },
      version: term.version,
    }
  },
  async tried(tx, days, ctx) {
    checkDays(days)
    const { term, seats } = await askedTerm(tx, ctx)
    return panel('Ce que cela change', movedTerm({ days, term, seats, today: await todayThere(tx) }))
  },
  async act(tx, days, ctx, version) {
    const { body, term } = await askedTerm(tx, ctx)
    await changeTerm(tx, body.id, term.id, days, version)
    return redirect(addressOf(body), 'Les dates sont enregistrées.')
  },
}

/** One who is known already, or a new one: exactly one is said. @throws BadInput */
async function whoOf(tx: Read, body: Body, memberId: number | null, newcomer: string): Promise<Who> {
  if (memberId !== null && newcomer !== '')
    throw new BadInput([
      {
        field: 'newcomer',
        message: 'Choisissez une personne connue, ou écrivez un nom\u00a0: pas les deux.',
      },
    ])
  if (memberId === null) {
    if (newcomer.length < 2)
      throw new BadInput([{ field: 'newcomer', message: 'Choisissez une personne, ou écrivez son nom.' }])
    return { name: newcomer }
  }
  if (!(await membersOf(tx, body.authorityId)).some(({ id }) => id === memberId))
    throw new BadInput([{ field: 'member', message: 'Choisissez une personne de la liste.' }])
  return { memberId }
}

/** GET and POST …/mandatures/:mandature/sieges */
export const newSeat: FormScreen<typeof newSeatForm.fields> = {
  at: `${TERM}/sieges`,
  action,
  title: 'Ajouter un membre',
  form: newSeatForm,
  button: 'Ajouter ce membre',
  back,
  async shown(tx, ctx) {
    const { body, term, seats } = await askedTerm(tx, ctx)
    const today = await todayThere(tx)
    const authority = authorityNoun((await territory(tx)).authority(body.authorityId))
    const members = await membersOf(tx, body.authorityId)
    const { choices, without } = offeredBy(body, seats)
    const linked = await membersWithAccount(tx, body.authorityId)
    const known = members.map(
      ({ id, name }) =>
        [
          ...[String(id), linked.has(id) ? `${name}, relié à un compte` : name],
          `Élus connus ${of(authority)}`,
        ] as const,
    )
    return {
      title: `Ajouter un membre\u00a0: ${body.name}`,
      typed: { from: isOn(term, today) ? today : term.from },
      choices: { ...choices, member: known },
      without,
    }
  },
  async act(tx, { member, newcomer, ...held }, ctx) {
    const { body, term } = await askedTerm(tx, ctx)
    await giveSeat(tx, body.id, term.id, await whoOf(tx, body, member, newcomer), saidOf(held))
    return redirect(termAddress(body, term), 'Ce membre est inscrit.')
  },
}

/** GET and POST …/sieges/:siege */
export const seatChange: FormScreen<typeof seatForm.fields> = {
  at: SEAT,
  action,
  title: 'Modifier un siège',
  form: seatForm,
  button: 'Enregistrer',
  back,
  async shown(tx, ctx) {
    const { body, seats, seat, at } = await askedSeat(tx, ctx)
    const hasBegun = seat.from <= (await todayThere(tx))
    const withdraw =
      !hasBegun &&
      html`<p><a href="${seatAddress(at)}/retrait">Retirer ce siège, qui n’a pas commencé</a></p>`
    return {
      ...offeredBy(body, seats, seat),
      title: `${seat.name}\u00a0: ${body.name}`,
      typed: typedOf(seat),
      version: seat.version,
      intro: html`<p class="reading">Pour finir ce mandat, écrivez son dernier jour&nbsp;: ce qu’il ouvre se ferme le lendemain.</p>${withdraw}${await accountPanel(tx, ctx, seat, at)}`,
    }
  },
  async act(tx, { name, ...held }, ctx, version) {
    const { body, term, at } = await askedSeat(tx, ctx)
    await changeSeat(tx, at, { name, ...saidOf(held) }, version)
    return redirect(termAddress(body, term), 'C’est enregistré.')
  },
}

const noForm = formOf({})

/** GET and POST …/sieges/:siege/retrait */
export const seatWithdrawn: FormScreen<typeof noForm.fields> = {
  at: `${SEAT}/retrait`,
  action,
  title: 'Retirer un siège à venir',
  form: noForm,
  button: 'Retirer ce siège',
  back: { href: SEAT, label: 'Revenir au siège' },
  async shown(tx, ctx) {
    const { body, seat, seats } = await askedSeat(tx, ctx)
    return {
      title: `Retirer ${seat.name}\u00a0: ${body.name}`,
      intro: html`<p class="reading">${seatText(seat, seats)}, ${daysText(seat, await todayThere(tx)).toLowerCase()}. Ce siège n’aura pas existé.</p>`,
    }
  },
  async act(tx, _, ctx) {
    const { body, term, at } = await askedSeat(tx, ctx)
    await withdrawSeat(tx, at)
    return redirect(termAddress(body, term), 'Ce siège est retiré.')
  },
}
