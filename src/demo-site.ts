// In demonstration, for this machine alone: a town's own site beside the program, and applications of agents, which sign people in with the account.
import { connectDemoSite, connectDemoTool } from '#demo'
import { systemClock } from '#platform/clock.ts'
import { type Config, isLoopback } from './platform/config.ts'
import { openDatabase } from './platform/db/db.ts'
import type { DatabaseUrls } from './platform/postgres/url.ts'

const FAR = 10_000

export interface WithDemoSite {
  config: Config
  /** Registers the site, once the database is ready. @returns where it is, or null when there is none */
  connect(urls: DatabaseUrls): Promise<string | null>
  stop(): Promise<void>
}

function mayStart({ demo, role, host, publicUrl }: Config): boolean {
  return demo && role !== 'worker' && isLoopback(host) && isLoopback(new URL(publicUrl).hostname)
}

/** The port to try first: the same at each start, and far from those that people give to a second Parvis. 0 is any. */
export const portBeside = (port: number): number => (port === 0 || port + FAR > 65_535 ? 0 : port + FAR)

/** The configuration to use: the one given, or the same with the address of the site, which listens already. */
export async function withDemoSite(config: Config): Promise<WithDemoSite> {
  if (!mayStart(config)) return { config, connect: async () => null, stop: async () => {} }
  const { startDemoSite, TOOLS } = await import('../demo-site/index.ts')
  const issuer = config.publicUrl
  const site = await startDemoSite({ port: portBeside(config.port), issuer })
  // Nobody types their addresses: agents open them from their desk.
  const tools = await Promise.all(
    TOOLS.map(async (guise) => ({ id: guise.id, site: await startDemoSite({ port: 0, issuer, guise }) })),
  )
  return {
    config: { ...config, demoSite: site.origin },
    async connect(urls) {
      const db = openDatabase(urls, systemClock, {}, 1)
      try {
        for (const tool of tools) {
          const known = await connectDemoTool(db, config, tool.id, tool.site)
          if (known !== null) tool.site.connect(known)
        }
        const registered = await connectDemoSite(db, config, site)
        if (registered === null) return null
        site.connect(registered)
        return site.origin
      } finally {
        await db.close()
      }
    },
    async stop() {
      for (const one of [site, ...tools.map((tool) => tool.site)]) await one.stop()
    },
  }
}
