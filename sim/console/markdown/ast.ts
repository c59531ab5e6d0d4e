/** What a member wrote, as Discord reads it. Text is verbatim; nothing in it is HTML. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'break' }
  | { readonly type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; readonly children: Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly children: Inline[] }
  | { readonly type: 'user' | 'role' | 'channel'; readonly id: string }
  | { readonly type: 'everyone'; readonly text: '@everyone' | '@here' }
  | { readonly type: 'command'; readonly name: string; readonly id: string }
  | { readonly type: 'time'; readonly unixSeconds: number; readonly style: TimeStyle }
  | { readonly type: 'emoji'; readonly name: string; readonly id: string }

export type Block =
  | { readonly type: 'paragraph' | 'subtext'; readonly children: Inline[] }
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3; readonly children: Inline[] }
  | { readonly type: 'quote'; readonly children: Block[] }
  | { readonly type: 'code'; readonly language: string; readonly text: string }
  | {
      readonly type: 'list'
      readonly ordered: boolean
      readonly start: number
      readonly items: readonly Block[][]
    }

/** https://discord.com/developers/docs/reference#message-formatting-timestamp-styles */
export type TimeStyle = 't' | 'T' | 'd' | 'D' | 'f' | 'F' | 'R' | 's' | 'S'
