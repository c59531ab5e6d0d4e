import type { Route } from './route.ts'
import { applicationRoutes } from './routes/applications.ts'
import { callbackRoutes } from './routes/callbacks.ts'
import { channelRoutes } from './routes/channels.ts'
import { commandRoutes } from './routes/commands.ts'
import { guildRoutes } from './routes/guilds.ts'
import { memberRoutes } from './routes/members.ts'
import { messageRoutes } from './routes/messages.ts'
import { pinRoutes } from './routes/pins.ts'
import { reactionRoutes } from './routes/reactions.ts'
import { searchRoutes } from './routes/search.ts'
import { threadRoutes } from './routes/threads.ts'
import { webhookRoutes } from './routes/webhooks.ts'

/** Every route of Discord's that the simulator knows. The first that fits is taken. */
export const ROUTES: Route[] = [
  ...applicationRoutes,
  ...commandRoutes,
  ...guildRoutes,
  ...memberRoutes,
  ...searchRoutes,
  ...pinRoutes,
  ...messageRoutes,
  ...reactionRoutes,
  ...threadRoutes,
  ...channelRoutes,
  ...webhookRoutes,
  ...callbackRoutes,
]
