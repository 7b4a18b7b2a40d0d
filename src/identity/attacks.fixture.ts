// What attacks on the provider start from: a site, a resident who is signed in, and the steps that an attacker bends.
import assert from 'node:assert/strict'
import {
  agree,
  ask,
  type Asked,
  openWorld,
  type Page,
  RESIDENT,
  type Site,
  tokenRequest,
  type Visitor,
  type World,
} from './world.fixture.ts'

export interface Target {
  world: World
  site: Site
  visitor: Visitor
}

/** A world with a site and a resident; close the world when the tests are done. */
export async function openTarget(): Promise<Target> {
  const world = await openWorld()
  const site = await world.site({ redirectUris: ['https://bron.example/retour'] })
  return { world, site, visitor: await world.browser(RESIDENT) }
}

export const errorOf = (page: Page) => new URL(page.location ?? 'about:blank').searchParams.get('error')

export const staysHere = (page: Page) => assert.deepEqual([page.status, page.location], [400, null])

/** The steps of a sign-in, each to be bent. `of` is asked at each step: the target opens before the tests. */
export function stepsOf(of: () => Target) {
  return {
    direct: async (more: Record<string, string | null>, where = of().site) =>
      of().visitor.visit((await ask(of().world, where, more)).url),
    begun: async (
      where = of().site,
      more: Record<string, string | null> = {},
    ): Promise<{ asked: Asked; code: string }> => {
      const { world, visitor } = of()
      const asked = await ask(world, where, more)
      return {
        asked,
        code: (await agree(visitor, await visitor.visit(asked.url))).searchParams.get('code') ?? '',
      }
    },
    redeem: (code: string, verifier: string | null, where = of().site, redirect = of().site.redirectUri) =>
      tokenRequest(of().world, where, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirect,
        ...(verifier === null ? {} : { code_verifier: verifier }),
      }),
    read: async (token: string) =>
      (await fetch(`${of().world.issuer}/oidc/me`, { headers: { authorization: `Bearer ${token}` } })).status,
  }
}
