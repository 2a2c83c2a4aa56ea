using System.Text.Json.Serialization;

namespace FpgaSeg.Cli.Output;

/// <summary>plan --json. dsp, bram36 and lut are what the design takes; bram36 counts blocks of the family in halves where they split.</summary>
internal sealed record PlanReport(
    string File,
    string ModelId,
    string Board,
    string Part,
    double ClockMhz,
    bool Fits,
    double? FpsWanted,
    double Fps,
    long CyclesPerFrame,
    double LatencyMs,
    long Macs,
    double MacPerDspCycle,
    int Dsp,
    double Bram36,
    int Lut,
    int FlipFlops,
    PlanResourceJson[] Resources,
    PlanBottleneckJson Bottleneck,
    PlanOperatorJson[] Operators,
    PlanStreamJson[] Streams,
    PlanSkipJson[] Skips,
    PlanEngineJson? Engine,
    PlanAdviceJson[] Advice,
    PlanCountedJson? Counted,
    string Basis);

/// <summary>What the cycle-level simulation counted; null without --simulate.</summary>
internal sealed record PlanCountedJson(
    long CyclesPerFrame, long LatencyCycles, double Fps, string? Deadlock, PlanCountedOperatorJson[] Operators, PlanCountedStreamJson[] Streams);

/// <summary>An operator in one frame: turns of its loops, cycles in which its pipeline emptied, cycles without a token to read and without room to write, turns per cycle.</summary>
internal sealed record PlanCountedOperatorJson(string Name, long Turns, long Draining, long Starved, long Blocked, double Utilisation);

/// <summary>A queue over the whole run: tokens it holds, tokens written, most held at a time, cycles of a frame in which its writer waited for room.</summary>
internal sealed record PlanCountedStreamJson(int Id, int Depth, long Tokens, int HighWater, long Blocked);

/// <summary>A resource: what is used, at least and at most, and what of the device the network may have.</summary>
internal sealed record PlanResourceJson(string Name, double Used, double Low, double High, double Device, double Reserved, double Available, bool Fits);

/// <summary>The slowest operators, and what a faster folding of them would take on top; null where there is none.</summary>
internal sealed record PlanBottleneckJson(string[] Operators, long Cycles, PlanReliefJson? Relief);

/// <summary>One step faster: cycles per frame then, extra resources, and the names of those that lack.</summary>
internal sealed record PlanReliefJson(long CyclesPerFrame, double Dsp, double Bram36, double Lut, double FlipFlops, string[] Missing);

/// <summary>An operator. Lanes as generated-design.md says; weights is words x bits of the weight memory, or null.</summary>
internal sealed record PlanOperatorJson(
    string Name,
    string Kind,
    int[] Shape,
    string Folding,
    int Lanes,
    int InnerLanes,
    int QuantLanes,
    int Pixels,
    bool TwoPerDsp,
    long Macs,
    long Cycles,
    long StartCycle,
    double MacPerDspCycle,
    int Dsp,
    double Bram36,
    int LutMemory,
    int LutLogic,
    int LutLogicLow,
    int LutLogicHigh,
    int FlipFlops,
    string? Weights);

/// <summary>A stream: bits of a token, which is a pixel, and the tokens that its queue holds.</summary>
internal sealed record PlanStreamJson(int Id, string From, string To, int Channels, int Bits, int Depth, string Memory, double Bram36, int Lut);

/// <summary>A stream that bypasses other operators.</summary>
internal sealed record PlanSkipJson(string From, string To, string Policy, int Depth, int Bits, double Bram36, int Lut);

/// <summary>The shared engine; null where every operator is a stage. Pages are words x count; external_bytes wait beside the chip.</summary>
internal sealed record PlanEngineJson(int Lanes, int Passes, int Sweeps, long Turns, int[][] Pages, long ExternalBytes, PlanEngineOperatorJson[] Program);

/// <summary>A line of the engine's program: rows_wait rows of row_words words wait at once, at most.</summary>
internal sealed record PlanEngineOperatorJson(string Name, string Does, int Node, int[] Shape, long Cycles, int Period, int RowsWait, int RowWords);

/// <summary>A change after which it fits, and its plan.</summary>
internal sealed record PlanAdviceJson(string Change, string Board, int Height, int Width, double Fps, long CyclesPerFrame, int Dsp, double Bram36, int Lut);

[JsonSerializable(typeof(PlanReport))]
[JsonSerializable(typeof(BoardsReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class PlanContext : JsonSerializerContext;

/// <summary>boards --json; file is null without a model.</summary>
internal sealed record BoardsReport(string? File, ListedBoard[] Boards);

/// <summary>A board; plan is null without a model.</summary>
internal sealed record ListedBoard(
    string Name, string Title, string Part, string Family, double ClockMhz, int Dsp, int BlockRam, int Lut, int FlipFlops, string? Memory, string Link, BoardPlanJson? Plan);

/// <summary>A model on a board; blocking names the resources that do not suffice; architecture is pipeline or engine.</summary>
internal sealed record BoardPlanJson(bool Fits, double Fps, long CyclesPerFrame, int Dsp, double BlockRam, int Lut, string[] Blocking, string Architecture);
