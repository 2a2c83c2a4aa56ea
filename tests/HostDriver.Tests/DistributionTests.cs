using FpgaSeg.HostDriver.Streaming;

namespace FpgaSeg.HostDriver.Tests;

public sealed class DistributionTests
{
    [Fact]
    public void Percentiles_are_times_that_occurred()
    {
        var times = Enumerable.Range(1, 200).Reverse().Select(i => TimeSpan.FromMilliseconds(i));
        Assert.Equal(new Distribution(1, 100, 198), Distribution.Of(times));
        Assert.Equal(new Distribution(4, 4, 4), Distribution.Of([TimeSpan.FromMilliseconds(4)]));
        Assert.Null(Distribution.Of([]));
    }
}
