// The screens that change the rules: one is added, changed or ended from a day on, or taken away before it began.
import { html } from '#platform/html.ts'
import { type Context, redirect, type Reply } from '#platform/http/route.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { longDate } from '#platform/ui/french.ts'
import {
  changeRules,
  type Ground,
  groundOf,
  type KeptRule,
  mayRule,
  type RuleChange,
  ruledTowns,
  ruleIn,
} from '#services'
import { addDays, adminForm } from '#territory'
import { choicesOf, END, readRule, REMOVE, RULE, typedOf } from './form.ts'
import { trialPanels } from './pages/trial.ts'
import { tryChange } from './trial.ts'
import { HERE, shortName, tableAddress } from './words.ts'

const back = { href: `${HERE}/regles/:regle`, label: 'Revenir à la règle' }
const action = 'competence.change'

const tried = async (tx: Read, change: RuleChange) => trialPanels(await tryChange(tx, change))

async function changed(
  tx: Write,
  change: RuleChange,
  version: number | null,
  category: string,
): Promise<Reply> {
  const [first] = await changeRules(tx, change, version)
  const said = first === undefined ? 'La règle est retirée.' : 'La règle est enregistrée.'
  return redirect(tableAddress(category), said)
}

/** The rule of the address, as that person may change it. @throws NotFound */
async function asked(tx: Read, { params, actor }: Context): Promise<{ rule: KeptRule; ground: Ground }> {
  const ground = await groundOf(tx)
  const rule = ruleIn(ground, params.regle ?? '')
  if (!mayRule(ruledTowns(actor, ground.place), rule)) throw new NotFound()
  return { rule, ground }
}

const withoutLevel = (ground: Ground, { actor }: Context) => ({
  choices: choicesOf(ground, ruledTowns(actor, ground.place)),
  without: ruledTowns(actor, ground.place) === null ? [] : ['repond'],
})

/** The subject of the address. @throws NotFound */
function subjectOf({ known }: Ground, { params }: Context) {
  const category = known.categories.find(({ code }) => code === params.categorie)
  if (category === undefined) throw new NotFound('Ce sujet n’existe pas, ou est retiré.')
  return category
}

/** Towns answer for themselves; the metropolis says who does. @throws BadInput when it does not */
function ruleTyped(
  input: Parameters<typeof readRule>[0],
  category: string,
  { place }: Ground,
  { actor }: Context,
): ReturnType<typeof readRule> {
  if (input.repond === '' && ruledTowns(actor, place) === null)
    throw new BadInput([{ field: 'repond', message: 'Choisissez qui répond.' }])
  return readRule(input, category)
}

const categoryOf = async (tx: Read, ctx: Context): Promise<string> => (await asked(tx, ctx)).rule.category

const add = adminForm({
  at: `${HERE}/sujets/:categorie/nouvelle`,
  action,
  title: 'Ajouter une règle',
  form: RULE,
  button: 'Ajouter la règle',
  back: { href: `${HERE}/sujets/:categorie`, label: 'Revenir au sujet' },
  async shown(tx, ctx) {
    const ground = await groundOf(tx)
    const { label } = subjectOf(ground, ctx)
    return {
      ...withoutLevel(ground, ctx),
      title: `Ajouter une règle\u00a0: ${label}`,
      typed: { du: addDays(ground.today, 1) },
    }
  },
  async tried(tx, input, ctx) {
    const ground = await groundOf(tx)
    const rule = ruleTyped(input, subjectOf(ground, ctx).code, ground, ctx)
    return tried(tx, { do: 'add', rule })
  },
  async act(tx, input, ctx) {
    const ground = await groundOf(tx)
    const { code } = subjectOf(ground, ctx)
    return changed(tx, { do: 'add', rule: ruleTyped(input, code, ground, ctx) }, null, code)
  },
})

const change = adminForm({
  at: `${HERE}/regles/:regle/changer`,
  action,
  title: 'Changer une règle',
  form: RULE,
  button: 'Appliquer',
  back,
  async shown(tx, ctx) {
    const { rule, ground } = await asked(tx, ctx)
    const tomorrow = addDays(ground.today, 1)
    return {
      ...withoutLevel(ground, ctx),
      version: rule.version,
      typed: { ...typedOf(rule), du: rule.from > tomorrow ? rule.from : tomorrow },
      intro: html`<p class="reading">${shortName(rule, ground.place)}. Ce qu’elle dit aujourd’hui décide jusqu’à la veille du jour choisi.</p>`,
    }
  },
  async tried(tx, input, ctx) {
    const { rule, ground } = await asked(tx, ctx)
    const next = ruleTyped(input, rule.category, ground, ctx)
    return tried(tx, { do: 'change', id: rule.id, rule: next })
  },
  async act(tx, input, ctx, version) {
    const { rule, ground } = await asked(tx, ctx)
    const next = { do: 'change', id: rule.id, rule: ruleTyped(input, rule.category, ground, ctx) } as const
    return changed(tx, next, version, rule.category)
  },
})

const end = adminForm({
  at: `${HERE}/regles/:regle/terminer`,
  action,
  title: 'Terminer une règle',
  form: END,
  button: 'Terminer',
  back,
  async shown(tx, ctx) {
    const { rule, ground } = await asked(tx, ctx)
    return {
      version: rule.version,
      typed: { au: rule.to ?? '' },
      intro: html`<p class="reading">${shortName(rule, ground.place)}. Ensuite, une règle moins précise décide&nbsp;: l’essai dit laquelle.</p>`,
    }
  },
  tried: (tx, { au }, { params }) => tried(tx, { do: 'end', id: params.regle ?? '', lastDay: au }),
  async act(tx, { au }, ctx, version) {
    return changed(
      tx,
      { do: 'end', id: ctx.params.regle ?? '', lastDay: au },
      version,
      await categoryOf(tx, ctx),
    )
  },
})

const remove = adminForm({
  at: `${HERE}/regles/:regle/retirer`,
  action,
  title: 'Retirer une règle à venir',
  form: REMOVE,
  button: 'Retirer',
  back,
  async shown(tx, ctx) {
    const { rule, ground } = await asked(tx, ctx)
    return {
      version: rule.version,
      intro: html`<p class="reading">${shortName(rule, ground.place)}. Elle n’a pas commencé (elle commencerait le ${longDate(rule.from)})&nbsp;: elle se retire sans laisser de trace dans les décisions.</p>`,
    }
  },
  tried: (tx, _, { params }) => tried(tx, { do: 'remove', id: params.regle ?? '' }),
  async act(tx, _, ctx, version) {
    const category = await categoryOf(tx, ctx)
    return changed(tx, { do: 'remove', id: ctx.params.regle ?? '' }, version, category)
  },
})

export const editRoutes = [...add, ...change, ...end, ...remove]
