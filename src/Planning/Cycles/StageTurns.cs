using System.Collections.Immutable;

namespace FpgaSeg.Planning.Cycles;

/// <summary>A turn of a kernel's pipelined loops, counted over the whole frame, and how many of these loops ended before it.</summary>
internal readonly record struct LoopTurn(long Turn, int Loop = 0);

/// <summary>The turn in which a port passes its k-th token of a frame, from 0; later tokens pass in later turns.</summary>
internal delegate LoopTurn TokenTurn(int token);

/// <summary>One end of a stream: the tokens of a frame and when they pass.</summary>
internal sealed record PortTurns(int Tokens, TokenTurn Of);

/// <summary>
/// When a kernel takes turns with its streams. A turn is one pass of a pipelined loop body, one per cycle while nothing stalls; the turns of a
/// stage do not depend on values.
/// </summary>
/// <param name="Turns">Turns of a frame: the cycles of the stage's folding.</param>
/// <param name="Loops">Pipelined loops that a frame runs one after the other; after each its pipeline empties.</param>
/// <param name="Reads">One per input; the image reader's is the link's.</param>
/// <param name="Writes">One per output; the mask writer's is the link's.</param>
internal sealed record StageTurns(long Turns, int Loops, ImmutableArray<PortTurns> Reads, ImmutableArray<PortTurns> Writes);
