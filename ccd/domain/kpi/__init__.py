"""Key figures: maths only.

House rules: counts and sums go in, a figure comes out, None where there is nothing to divide by. Figures of
several queues or hours come from adding their `Tally`s; an average of averages is never taken. Shares lie
between 0 and 1. Each figure's name says which of the usual definitions it is.
"""
