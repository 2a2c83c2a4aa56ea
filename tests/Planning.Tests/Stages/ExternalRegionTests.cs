using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Stages;

/// <summary>
/// Several frames of external_skip.hpp with a load that is as late as it can be: the store, which has the tokens that may wait and no more, never writes
/// over a burst that is still to be read. The C simulation runs one frame after the other and cannot show it.
/// </summary>
public sealed class ExternalRegionTests
{
    private const int Frames = 11;

    [Theory]
    [InlineData(8, 32, 16)]
    [InlineData(10, 64, 64)]
    [InlineData(8, 256, 256)]
    public void A_store_ahead_of_its_load_overwrites_nothing(int channels, int height, int width)
    {
        var region = ExternalRegion.Of(new StageStream(0, 0, new FeatureShape(channels, height, width), NumberFormat.Int8), firstFree: 0);
        Assert.True(region.Bursts >= 8);
        var (unread, written, tokens, acknowledged) = (new HashSet<int>(), 0, 0, 0);
        for (var read = 0; read < Frames * region.Bursts; read++)
        {
            // The store goes on until a token finds no room; a burst's token follows the next burst of its frame, or its frame's end.
            while (written < Frames * region.Bursts || acknowledged < written)
            {
                var due = written % region.Bursts == 0 ? written : written - 1;
                if (acknowledged < due)
                {
                    if (tokens == region.MostTokens)
                        break;
                    (tokens, acknowledged) = (tokens + 1, acknowledged + 1);
                }
                else
                {
                    Assert.True(unread.Add(written % (ExternalRegion.Frames * region.Bursts)), $"burst {written} overwrites what is to be read with {read} read");
                    written++;
                }
            }

            // The load takes a token when it begins a burst, and the burst's place is free when it ends.
            Assert.True(tokens > 0, $"no token with {read} bursts read");
            tokens--;
            while (acknowledged < written && tokens < region.MostTokens && acknowledged < (written % region.Bursts == 0 ? written : written - 1))
                (tokens, acknowledged) = (tokens + 1, acknowledged + 1);
            if (written < Frames * region.Bursts && acknowledged == (written % region.Bursts == 0 ? written : written - 1))
            {
                Assert.True(unread.Add(written % (ExternalRegion.Frames * region.Bursts)), $"burst {written} overwrites burst {read}, which is being read");
                written++;
            }

            Assert.True(unread.Remove(read % (ExternalRegion.Frames * region.Bursts)));
        }
    }
}
