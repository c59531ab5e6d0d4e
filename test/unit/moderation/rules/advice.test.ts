import { describe, expect, it } from 'vitest'
import { judge, message, outcomes } from './facts.ts'

describe('a request for advice on own money is pointed to the disclaimer', () => {
  it.each([
    'should I put my savings in index funds?',
    'is now a good time to buy bitcoin?',
    'I have 10k saved up, what should I invest in?',
    'Should I sell my NVDA shares before earnings?',
    "what's the best ETF for a beginner?",
    'which stocks should I buy this month?',
    'my 401k is down 20%, should I move it to bonds?',
    'is it smart to put my emergency fund into crypto?',
    'guys do you think I should hold my ETH or sell now?',
    'where should I invest $5000 right now',
    'should i take a loan to buy more btc',
    'Can someone recommend a good stock to buy? I got a bonus of 2000 euros',
    'is tesla a buy at this price?',
    'would you buy the dip on solana?',
    'thoughts on buying gold with my inheritance?',
    'how much of my salary should I invest each month?',
    "I'm 24 and have 3000 euros, stocks or crypto?",
    'Should we pay off the mortgage or invest in the S&P 500?',
    'any stock tips?',
    'what do you guys think about $TSLA, buy or sell?',
    'should I dca into VTI or just lump sum?',
    'is it too late to invest in AI stocks?',
    'I want to start investing, where do I begin?',
    'what coin will go up next? I have 500 bucks',
    'need some financial advice, I inherited 50k',
  ])('%s', (text) => {
    expect(outcomes(judge([message(text)]))).toEqual(['financial-advice: reply'])
  })
})

describe('a question about something else is not', () => {
  it.each([
    'how do I backtest buying the dip on SPY?',
    'should I use pandas or polars for the factor library?',
    'should I hold the lock while writing to the cache?',
    'which broker API should I use for paper trading?',
    'what is the best way to store stock prices in postgres?',
    'is it worth buying the pro plan of the data provider?',
    'should I invest time in learning Rust?',
    'where can I buy the T-shirt?',
    'I sold my old GPU for 200 bucks',
    'should we invest in better tests?',
    'out of stock',
    'our strategy buys when the 50 day crosses the 200 day',
    'how does the portfolio optimiser treat bonds?',
    'can I share my portfolio site here?',
    'what stocks does the example universe contain?',
    'which stocks are in the sample dataset?',
    'my portfolio website is down, should I move to netlify?',
    'should I buy a mac or a thinkpad?',
    'is there a good time to ask questions here?',
    'my savings function returns NaN',
    'bitcoin at a new high again, wild times',
    'do you think I should rewrite this in Rust?',
    'how do options parse in the CLI?',
    'should I sell my old laptop or keep it?',
    'The best ETF example in the docs is outdated',
    'is it a good idea to hold positions overnight in the simulator?',
    'I have 10k rows, what should I use?',
    'how much money does the API cost?',
    "what's the best way to invest in my career as a dev?",
  ])('%s', (text) => {
    expect(judge([message(text)])).toEqual([])
  })
})
