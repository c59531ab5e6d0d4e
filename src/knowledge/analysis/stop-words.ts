/**
 * English words that say how a question is asked rather than what it is about. They are indexed (phrases need
 * them) but not searched for, unless a query has nothing else.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again all also am an and another any anybody anyone anything are aren't as at back be
  because been before being below best between both but by came can can't cannot come could couldn't did didn't do does doesn't
  doing don't done down each either else etc ever every everything few for from further get gets getting give given
  gives go goes going got had hadn't has hasn't have haven't having he he'd he'll he's hello help hence her here
  here's hers herself hey hi him himself his how how's however i i'd i'll i'm i've if in into is isn't it it'd it'll
  it's its itself just kind know let let's like likely look looking lot make makes many may maybe me mean might mine more
  most much must my myself need needs neither no nor not now of off ok okay on once one only or other others otherwise
  ought our ours ourselves out over own perhaps please possible quite rather really regarding said same say says
  see seem seems shall she should shouldn't since so some somebody somehow someone something sort still such sure
  take tell than thank thanks that that's the their theirs them themselves then there there's these they they'd
  they'll they're they've thing things think this those though through thus to too try trying under until up upon us
  use used uses using very via want wants was wasn't way ways we we'd we'll we're we've well were weren't what
  what's when when's where where's whether which while who who's whom whose why why's will wish with within without
  won't would wouldn't yes yet you you'd you'll you're you've your yours yourself yourselves`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
