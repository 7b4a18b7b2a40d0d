// The schema of a resource (RFC 7643, 7), written once: what /Schemas announces, and what PATCH may change.
import type { Shape } from './patch.ts'

/** One attribute, with what its kind does not say already. */
export interface Attribute {
  readonly name: string
  readonly description: string
  readonly type?: 'string' | 'boolean' | 'complex' | 'reference'
  readonly multiValued?: true
  readonly required?: true
  readonly caseExact?: true
  readonly mutability?: 'readOnly' | 'immutable'
  readonly uniqueness?: 'server'
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly Attribute[]
}

export interface Schema {
  readonly id: string
  readonly name: 'User' | 'Group'
  readonly description: string
  readonly attributes: readonly Attribute[]
}

/** Every characteristic said, those that the RFC supposes too. */
export const announced = ({ subAttributes, ...said }: Attribute): Record<string, unknown> => ({
  type: subAttributes === undefined ? 'string' : 'complex',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...said,
  ...(subAttributes === undefined ? {} : { subAttributes: subAttributes.map(announced) }),
})

/** Attributes of every resource, that no schema names (RFC 7643, 3.1). */
const COMMON = ['id', 'meta']

export function shapeOf({ attributes }: Schema, others: readonly string[] = []): Shape {
  const named = (isOne: (attribute: Attribute) => boolean) =>
    attributes.filter(isOne).map(({ name }) => name.toLowerCase())
  return {
    kept: [...named(() => true), ...others],
    several: named(({ multiValued }) => multiValued === true),
    fixed: [...COMMON, ...named(({ mutability }) => mutability === 'readOnly')],
  }
}
