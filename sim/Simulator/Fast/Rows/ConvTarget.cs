namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>Where the outputs of a convolution go, and what is done to them on the way.</summary>
/// <param name="scales">The rounding rules from channel 0 on.</param>
/// <param name="rules">What all channels share.</param>
/// <param name="output">Rows by channel, or by pair of channels.</param>
/// <param name="channelShift">1 where a row takes two channels, else 0.</param>
/// <param name="other">The rows that are added, by channel.</param>
internal readonly unsafe struct ConvTarget(ScaleCell* scales, EndRules rules, RowView output, int channelShift, RowView other)
{
    public readonly EndRules Rules = rules;

    public ChannelEnd End(int channel) => new(scales + channel, output.Bytes(channel >> channelShift), other.Bytes(channel));
}
