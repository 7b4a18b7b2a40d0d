// A long list with groups, in which a script finds an option by its words.
import { type Attributes, attrs, html, type Html } from '#platform/html.ts'
import { KIT } from './words.ts'

export interface OptionGroup {
  label: string
  /** Whose these are, said after an option that is shown away from its group. */
  of?: string | undefined
  options: readonly Html[]
}

/** The list, its groups in the order given; `label` names the box to type in, `blank` is what no choice says. */
export function findOption(
  label: string,
  given: Attributes,
  groups: readonly OptionGroup[],
  blank = KIT.choose(),
): Html {
  const items = groups
    .filter(({ options }) => options.length > 0)
    .map(
      (group) =>
        html`<optgroup ${attrs({ label: group.label, 'data-of': group.of })}>${group.options}</optgroup>`,
    )
  return html`<find-option data-label="${label}"><select ${given}><option value="">${blank}</option>${items}</select></find-option>`
}
