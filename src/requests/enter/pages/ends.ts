// Where a form on one page stops: said after the questions that stop it, as soon as they do.
import { attrs, type Html, html } from '#platform/html.ts'
import { type Answers, endNotice, endOf, type FormDefinition, type FormPage, pageWhen, wholeIn } from '#forms'

export function endsOf(form: FormDefinition, page: FormPage, answers: Answers): Html[] {
  const ended = endOf(form, answers)
  const here = pageWhen(form, page)
  return (page.ends ?? []).map((end, at) => {
    // The first that holds is the one that is said.
    const before = (page.ends ?? [])
      .slice(0, at)
      .map((one) => ({ op: 'not' as const, condition: wholeIn(form, one.when) }))
    const when = {
      op: 'all',
      conditions: [...(here === undefined ? [] : [here]), ...before, wholeIn(form, end.when)],
    }
    const given = attrs({
      ...{ role: 'status', 'data-condition': JSON.stringify(when) },
      hidden: ended?.end.id !== end.id || ended.page.id !== page.id,
    })
    return html`<div ${given}>${endNotice(end)}</div>`
  })
}
